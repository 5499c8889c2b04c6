//! The bytes of a change, field by field, to be bent one by one.

use super::*;
use sha2::{Digest, Sha256};

#[derive(Clone)]
pub(super) struct Raw {
    pub(super) dependencies: Vec<ChangeId>,
    pub(super) actor: Vec<u8>,
    pub(super) seq: u64,
    pub(super) start_op: u64,
    pub(super) time: i64,
    pub(super) others: Vec<Vec<u8>>,
    pub(super) columns: Vec<(u64, Vec<u8>)>,
    pub(super) extra: Vec<u8>,
}

/// What is left of a change's bytes.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn bytes(&mut self, count: u64) -> Vec<u8> {
        let (taken, rest) = self.0.split_at(count as usize);
        self.0 = rest;
        taken.to_vec()
    }

    fn byte(&mut self) -> u8 {
        self.bytes(1)[0]
    }

    fn number(&mut self) -> u64 {
        let (mut n, mut shift) = (0u64, 0);
        loop {
            let byte = self.byte();
            n |= u64::from(byte & 0x7F) << shift;
            shift += 7;
            if byte & 0x80 == 0 {
                return n;
            }
        }
    }

    fn signed(&mut self) -> i64 {
        let (mut n, mut shift) = (0i64, 0);
        loop {
            let byte = self.byte();
            n |= i64::from(byte & 0x7F) << shift;
            shift += 7;
            if byte & 0x80 == 0 {
                let negative = byte & 0x40 != 0 && shift < 64;
                return if negative { n | -1 << shift } else { n };
            }
        }
    }
}

fn number(mut n: u64, out: &mut Vec<u8>) {
    while n > 0x7F {
        out.push((n & 0x7F) as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

fn signed(mut n: i64, out: &mut Vec<u8>) {
    loop {
        let byte = (n & 0x7F) as u8;
        n >>= 7;
        if (n == 0 && byte & 0x40 == 0) || (n == -1 && byte & 0x40 != 0) {
            out.push(byte);
            return;
        }
        out.push(byte | 0x80);
    }
}

impl Raw {
    pub(super) fn of(raw: &[u8]) -> Self {
        // After the magic, the checksum and the type of the chunk.
        let mut rest = Rest(&raw[9..]);
        rest.number();
        let dependencies = (0..rest.number()).map(|_| ChangeId(rest.bytes(32).try_into().unwrap())).collect();
        let len = rest.number();
        let actor = rest.bytes(len);
        let (seq, start_op, time) = (rest.number(), rest.number(), rest.signed());
        assert_eq!(rest.number(), 0, "no message");
        let others = (0..rest.number())
            .map(|_| {
                let len = rest.number();
                rest.bytes(len)
            })
            .collect();
        let specs: Vec<(u64, u64)> = (0..rest.number()).map(|_| (rest.number(), rest.number())).collect();
        let columns = specs.into_iter().map(|(spec, len)| (spec, rest.bytes(len))).collect();
        Self { dependencies, actor, seq, start_op, time, others, columns, extra: rest.0.to_vec() }
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut data = Vec::new();
        number(self.dependencies.len() as u64, &mut data);
        for id in &self.dependencies {
            data.extend(id.0);
        }
        number(self.actor.len() as u64, &mut data);
        data.extend(&self.actor);
        number(self.seq, &mut data);
        number(self.start_op, &mut data);
        signed(self.time, &mut data);
        number(0, &mut data);
        number(self.others.len() as u64, &mut data);
        for other in &self.others {
            number(other.len() as u64, &mut data);
            data.extend(other);
        }
        number(self.columns.len() as u64, &mut data);
        for (spec, bytes) in &self.columns {
            number(*spec, &mut data);
            number(bytes.len() as u64, &mut data);
        }
        for (_, bytes) in &self.columns {
            data.extend(bytes);
        }
        data.extend(&self.extra);
        let mut body = vec![1];
        number(data.len() as u64, &mut body);
        body.extend(data);
        let mut raw = vec![0x85, 0x6f, 0x4a, 0x83];
        raw.extend(&Sha256::digest(&body)[..4]);
        raw.extend(body);
        raw
    }
}

#[test]
fn the_fields_of_a_change_are_read_right() {
    let (_, change) = typed(&phone(1), 0, "x");
    assert_eq!(Raw::of(&change.raw).bytes(), change.raw);
}
