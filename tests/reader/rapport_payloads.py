"""What entries hold, by kind. Every function reads all of the bytes it is
given and returns plain values: bytes, numbers, lists, dictionaries."""

from rapport_bytes import Bad, Reader, whole
from rapport_frames import read_bundle, read_entry, read_frontier, read_mark, read_revocation


def read_writers(r):
    tag = r.u8("writers")
    if tag == 0:
        return {"role": r.u8("role")}
    if tag == 1:
        return {"accounts": r.ascending(lambda: r.take(32), "writers")}
    raise Bad("writers: neither role nor accounts")


def doc_genesis(r):
    kind = r.u16("kind")
    return {"kind": kind, "key": r.take(r.u16("key"), "key"), "writers": read_writers(r)}


def part(r):
    return {"kind": r.u16("kind"), "id": r.take(16, "id")}


def changes(r):
    found = [r.long("change") for _ in range(r.u16("changes"))]
    if not found or any(raw[:4] != b"\x85\x6f\x4a\x83" or raw[8:9] != b"\x01" for raw in found):
        raise Bad("changes: not uncompressed changes")
    return {"changes": found}


def chunk(r):
    return {"whole": r.take(32), "index": r.u16(), "bytes": r.long()}


def manifest(r):
    value = {"kind": r.u8(), "whole": r.take(32), "len": r.u64()}
    chunks = r.ascending(lambda: (r.u16(), r.take(32)), "chunks")
    if [index for index, _ in chunks] != list(range(len(chunks))):
        raise Bad("chunks: one is missing")
    value["chunks"] = [entry for _, entry in chunks]
    return value


def attest(r):
    return {"log_id": r.take(16), "head": r.u64(), "chain": r.take(32), "tip": r.take(32),
            "exceptions": r.ascending(lambda: r.take(32), "exceptions"), "entries": read_frontier(r)}


def snapshot(r):
    return {"genesis": r.long("genesis"), "save": r.long("save"), "vector": read_frontier(r),
            "left_out": r.ascending(lambda: r.take(32), "left out")}


def snapshot_seen(r):
    return {"snapshot": r.take(32)}


def live(r):
    value = {"run": r.take(16), "counter": r.u64()}
    value["dseq"], value["entry"] = read_mark(r)

    def place():
        return {"section": r.take(16), "cursor": r.long(), "selected_from": r.option(r.long)}

    def presence():
        return {"doc": r.take(16), "place": r.option(place), "writing": r.flag()}
    value["presence"] = r.option(presence)
    return value


def certified(r):
    return {"certificates": read_bundle(r)["bytes"]}


def revocation(r):
    data = r.rest()
    read_revocation(data)
    return {"revocation": data}


def leave_request(r):
    return {"account": r.take(32), "frontier": read_frontier(r)}


def key_request(r):
    return {"wanted": r.take(16), "certificates": read_bundle(r)["bytes"]}


def read_relays(r):
    return r.ascending(lambda: [r.text("relay"), r.option(lambda: r.take(32))], "relays")


def genesis(r):
    value = {"kind": r.u8(), "account": r.take(32), "random": r.take(32), "owner_public": r.take(32)}
    value["recovery"] = r.option(lambda: [r.take(32), r.take(32)])
    value["certificates"] = read_bundle(r)["bytes"]
    value["relays"] = read_relays(r)
    return value


def add_member(r):
    value = {"account": r.take(32), "role": r.u8()}
    bundle = read_bundle(r)
    if bundle["account"] != value["account"]:
        raise Bad("certificates: of another account")
    value["certificates"] = bundle["bytes"]
    return value


def set_role(r):
    return {"account": r.take(32), "role": r.u8(), "frontier": read_frontier(r)}


def remove(r):
    return {"account": r.take(32), "device": r.option(lambda: r.take(16)), "frontier": read_frontier(r),
            "request": r.option(r.long), "revocation": r.option(r.long)}


def set_owner(r):
    return {"account": r.take(32), "owner_public": r.take(32), "frontier": read_frontier(r)}


def rotate(_):
    return {}


def set_relays(r):
    return {"relays": read_relays(r)}


def prune(r):
    return {"log_id": r.take(16), "through": r.u64(), "chain": r.take(32),
            "snapshots": r.ascending(lambda: r.take(32), "snapshots")}


def unknown(r):
    return {"unknown": r.rest()}


OPERATIONS = {16: genesis, 17: add_member, 18: set_role, 19: remove, 20: set_owner, 21: rotate, 22: set_relays,
              23: prune}
PAYLOADS = {1: doc_genesis, 2: changes, 3: part, 4: manifest, 5: attest, 48: snapshot, 49: manifest,
            50: snapshot_seen, 64: chunk, 80: live, 96: certified, 97: revocation, 98: leave_request,
            99: key_request}


def read_payload(kind, data):
    """The fields of a payload; of kinds that are not known the bytes."""
    r = Reader(data)
    if 16 <= kind <= 47:
        value = {"boxes_hash": r.take(32), "epoch_after": r.take(32), "control_after": r.take(32),
                 "replaces": r.ascending(lambda: r.take(32), "replaces")}
        value.update(OPERATIONS.get(kind, unknown)(r))
    else:
        value = PAYLOADS.get(kind, unknown)(r)
    r.end("payload")
    return value


def read_opening(snapshot_fields, space):
    """The doc-genesis entry inside a snapshot."""
    entry, used = read_entry(snapshot_fields["genesis"], space)
    if used != len(snapshot_fields["genesis"]) or entry["kind"] != 1:
        raise Bad("genesis: not the opening of a document")
    return entry, whole(entry["payload"], doc_genesis)
