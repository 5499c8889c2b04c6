use super::*;
use crate::rules::Problem;
use crate::testing::{ANN, BEN, NOON, by, refusal};

fn device(id: u8) -> Device {
    Device {
        id: DeviceId::new([id; 16]),
        name: "Phone".to_owned(),
        kind: DeviceKind::Phone,
        state: DeviceState::Current,
        added: NOON,
        last_seen: None,
    }
}

fn devices(count: u8) -> Devices {
    Devices { person: ANN, here: DeviceId::new([1; 16]), all: (1..=count).map(device).collect() }
}

fn remove(id: u8) -> DeviceAct {
    DeviceAct::Remove { id: DeviceId::new([id; 16]) }
}

fn rename(id: u8, name: &str) -> DeviceAct {
    DeviceAct::Rename { id: DeviceId::new([id; 16]), name: name.to_owned() }
}

#[test]
fn devices_are_named_and_removed_by_their_person() {
    let renamed = devices(2).apply(&rename(2, " Old tablet "), &by(ANN)).unwrap();
    assert_eq!(renamed.all[1].name, "Old tablet");
    let removed = devices(2).apply(&remove(2), &by(ANN)).unwrap();
    assert_eq!(removed.all[1].state, DeviceState::Removed);
    let refused = |devices: Devices, act: DeviceAct, person| refusal(devices.check(&act, &by(person)));
    let rule = |rule| RuleBroken::not_allowed(Field::Device, rule);
    let missing = RuleBroken::not_found(Field::Device, Thing::Device);
    assert_eq!(refused(devices(2), remove(2), BEN), rule(Rule::OnlyFor { who: Who::Owner }));
    assert_eq!(refused(devices(2), remove(1), ANN), rule(Rule::ThisDevice));
    assert_eq!(refused(devices(1), remove(1), ANN), rule(Rule::LastDevice));
    assert_eq!(refused(removed.clone(), remove(1), ANN), rule(Rule::LastDevice));
    assert_eq!(refused(removed.clone(), remove(2), ANN), missing);
    assert_eq!(refused(removed, rename(2, "x"), ANN), missing);
    assert_eq!(refused(devices(2), rename(2, ""), ANN), Problem::Empty.of(Field::Device));
}
