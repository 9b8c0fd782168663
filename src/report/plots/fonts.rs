//! The type in pictures. SVG names a family and leaves the rest to who shows it; PNG needs the embedded font.

/// The family in SVG, and the name under which plotters knows the embedded font.
pub(super) const FAMILY: &str = "sans-serif";

/// Makes the embedded font known to plotters, which then asks for it when it draws SVG too.
#[cfg(feature = "png")]
pub(super) fn register() {
    use std::sync::Once;
    static ONCE: Once = Once::new();
    /// DejaVu Sans with Latin-1 and some signs; licence in `fonts/LICENSE-DejaVu.txt`. The only font ever parsed.
    static FONT: &[u8] = include_bytes!("../fonts/DejaVuSans-subset.ttf");
    ONCE.call_once(|| {
        let registered = plotters::style::register_font(FAMILY, plotters::style::FontStyle::Normal, FONT);
        assert!(registered.is_ok(), "the embedded font is a font");
    });
}

/// Without bitmaps plotters needs no font.
#[cfg(not(feature = "png"))]
pub(super) fn register() {}
