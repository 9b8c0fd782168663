use std::collections::BTreeMap;
use troskel::{
    journal::*,
    pathway::person::*,
    scenario::{Request, load},
    sim::*,
};
struct C {
    n: BTreeMap<String, u64>,
    money: [i64; 3],
    first: std::collections::HashMap<u32, (bool, &'static str)>,
    chunk: Chunk,
}
impl Reader for C {
    fn take(&mut self, c: &Chunk) {
        for f in &c.facts {
            let p = f.subject.population.name();
            *self.n.entry(format!("{}/{}", f.what.kind().name(), p)).or_default() += 1;
            match f.what {
                What::Profiled { verdict, first, .. } => {
                    *self.n.entry(format!("verdict/{}/{}", p, verdict.name())).or_default() += 1;
                    if first {
                        *self.n.entry(format!("first/{}/{}", p, verdict.name())).or_default() += 1;
                    }
                }
                What::Deregistered { cause } => {
                    *self.n.entry(format!("dereg/{}/{}", p, cause.name())).or_default() += 1;
                }
                What::Deviated { reason, .. } => {
                    *self.n.entry(format!("dev/{}", reason.name())).or_default() += 1;
                }
                What::Ended { reason, .. } => {
                    *self.n.entry(format!("ended/{}", reason.name())).or_default() += 1;
                }
                What::Registered { channel } => {
                    *self.n.entry(format!("channel/{:?}", channel)).or_default() += 1;
                }
                What::Started { level, .. } => {
                    let s = f.subject;
                    for k in [
                        s.sex.name(),
                        s.birth_region.name(),
                        s.education.name(),
                        s.programme.name(),
                        AgeGroup::of(s.age_years as i32).name(),
                        RegistrationTime::of(s.registration_days as i32).name(),
                        level.name(),
                        s.disability.name(),
                    ] {
                        *self.n.entry(format!("started/{}", k)).or_default() += 1;
                    }
                    *self.n.entry(format!("startmonth/{}", &f.day.to_string()[..7])).or_default() += 1;
                }
                _ => {}
            }
        }
        for e in &c.entries {
            self.money[e.kind as usize] += e.amount.ore();
        }
    }
}
fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let reps: u32 = args.first().map_or(1, |a| a.parse().unwrap());
    let loaded = load(&Request { set: args.get(1..).unwrap_or(&[]).to_vec(), ..Request::default() }).unwrap_or_else(|f| panic!("{f}"));
    let model = Model::new(loaded.scenario);
    let mut w = State::new(&model);
    let t = std::time::Instant::now();
    for r in 1..=reps {
        let x = simulate(&model, r, &mut w, &mut ()).unwrap();
        if r == 1 {
            println!("{x:?}");
        }
    }
    println!(
        "{:.1} ms per replication; fact {} B, person {} B",
        t.elapsed().as_secs_f64() * 1e3 / reps as f64,
        size_of::<Fact>(),
        size_of::<troskel::sim::State>()
    );
    if reps > 1 {
        return;
    }
    let mut c = C { n: BTreeMap::new(), money: [0; 3], first: Default::default(), chunk: Chunk::default() };
    simulate(&model, 1, &mut w, &mut c).unwrap();
    let _ = (&c.first, &c.chunk);
    for (k, v) in &c.n {
        println!("{k} {v}");
    }
    println!("{:?}", c.money.map(|m| m as f64 / 1e8));
}
