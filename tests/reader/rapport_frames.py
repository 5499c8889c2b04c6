"""Frames, entries, certificates: taking records apart and opening them."""

from rapport_bytes import Bad, Reader
from rapport_crypto import (device_id, entry_size, epoch_id, open_boxes, open_link, record_key, sha256, verified,
                            xopen)

LOG, CONTROL, SNAPSHOT, CHUNK, LIVE, SHARE, NOTICE = range(1, 8)
LIMITS = {LOG: 262144, CONTROL: 1048576, SNAPSHOT: 262144, CHUNK: 262144, LIVE: 4096, SHARE: 1048576, NOTICE: 4096}
ZERO16, ZERO32 = bytes(16), bytes(32)


def class_of(kind):
    for low, high, is_class in [(1, 15, LOG), (16, 47, CONTROL), (48, 63, SNAPSHOT), (64, 79, CHUNK),
                                (80, 95, LIVE), (96, 111, NOTICE)]:
        if low <= kind <= high:
            return is_class
    raise Bad("kind: of a newer version")


def read_boxes(r):
    def box():
        return r.take(8), r.take(32), r.take(48)

    def boxes():
        found = [box() for _ in range(r.u16())]
        if found != sorted(found):
            raise Bad("boxes: not in order")
        return found
    return boxes(), boxes(), r.ascending(lambda: (r.take(16), r.take(48)), "older keys")


def parse_frame(data):
    """The outside of a record, as a dictionary."""
    r = Reader(data)
    if r.u8() != 1:
        raise Bad("version: of a newer version")
    frame = {"bytes": bytes(data), "class": r.u8()}
    if frame["class"] not in LIMITS or r.u8() != 1 or r.u8() != 0:
        raise Bad("class, suite or flags: of a newer version")
    if len(data) > LIMITS[frame["class"]]:
        raise Bad("frame: too large")
    for field, n in [("space", 16), ("tag", 16), ("nonce", 24), ("commitment", 32)]:
        frame[field] = r.take(n, field)
    frame["record_id"] = sha256(data)
    start = r.at
    if frame["class"] in (CONTROL, SHARE):
        frame["epoch_boxes"], frame["control_boxes"], frame["older"] = read_boxes(r)
        frame["boxes"] = data[start:r.at]
    frame["associated"] = data[:r.at]
    end = len(data)
    if frame["class"] == CONTROL:
        end -= 176
        t = Reader(data[end:])
        frame["trailer"] = {"prev": t.take(32), "tag_after": t.take(16), "auth_after": t.take(32),
                            "control_after": t.take(32), "signature": t.take(64)}
    frame["body"] = data[r.at:end]
    if frame["class"] == SHARE:
        if frame["body"] or frame["older"]:
            raise Bad("share: more than boxes")
    elif len(frame["body"]) < 528:
        raise Bad("body: too short")
    return frame


def control_signature_fits(frame, control_public):
    signed = b"rapport/v1/control" + frame["space"] + sha256(frame["bytes"][:-64])
    return verified(control_public, signed, frame["trailer"]["signature"])


def boxes_hash(frame):
    return sha256(b"rapport/v1/boxes", frame["space"], frame["nonce"], frame["boxes"])


def read_entry(data, space):
    """An entry without its padding; returns it and how many bytes it has."""
    r = Reader(data)
    if r.u8() != 1:
        raise Bad("inner version: of a newer version")
    entry = {"space": space, "kind": r.u8(), "device": r.take(16), "dseq": r.u64(), "prev": r.take(32),
             "doc": r.take(16), "tip": r.take(32), "created_ms": r.u64()}
    entry["payload"] = r.long("payload")
    entry["entry_id"] = sha256(b"rapport/v1/entry", space, data[:r.at])
    entry["signature"] = r.take(64)
    chained = class_of(entry["kind"]) == LOG
    if chained != (entry["dseq"] > 0) or (entry["dseq"] > 1) != (entry["prev"] != ZERO32):
        raise Bad("dseq or prev: do not fit the class")
    if (entry["kind"] == 16) != (entry["tip"] == ZERO32):
        raise Bad("tip: only a genesis has none")
    return entry, r.at


def entry_signature_fits(entry, sign_public):
    return verified(sign_public, b"rapport/v1/sig" + entry["entry_id"], entry["signature"])


def open_frame(frame, key):
    """The entry inside: commitment first, then the seal, then the padding."""
    space = frame["space"]
    if epoch_id(space, key)[:16] != frame["tag"]:
        raise Bad("tag: another key")
    k_enc, commitment = record_key(space, key, frame["nonce"])
    if commitment != frame["commitment"]:
        raise Bad("commitment: does not fit the key")
    plain = xopen(k_enc, frame["nonce"], frame["associated"], frame["body"])
    if plain is None:
        raise Bad("body: was changed")
    entry, used = read_entry(plain, space)
    if len(plain) != entry_size(used) or any(plain[used:]):
        raise Bad("padding: not zeros up to the size")
    if class_of(entry["kind"]) != frame["class"]:
        raise Bad("kind: of another class")
    if frame["class"] == CONTROL and entry["payload"][:32] != boxes_hash(frame):
        raise Bad("boxes: not those that the operation names")
    return entry


def keys_for(frame, secret):
    """Epoch keys that a frame brings to the device with this HPKE key."""
    space = frame["space"]
    tag = frame["trailer"]["tag_after"] if frame["class"] == CONTROL else frame["tag"]
    found = open_boxes(0, space, frame["nonce"], frame["epoch_boxes"], secret)
    found = [key for key in found if epoch_id(space, key)[:16] == tag]
    if frame["class"] == SHARE:
        found = [key for key in found if record_key(space, key, frame["nonce"])[1] == frame["commitment"]]
    return found


def older_keys(frame, newer):
    links = [open_link(frame["space"], newer, frame["nonce"], tag, sealed) for tag, sealed in frame["older"]]
    return [key for key in links if key is not None]


def read_certificate(r):
    start = r.at
    c = {"account": r.take(32), "device": r.take(16), "sign_public": r.take(32), "hpke_public": r.take(32),
         "certifier": r.take(16), "n": r.u32()}
    c["signed"] = b"rapport/v1/cert" + r.data[start:r.at]
    c["signature"] = r.take(64)
    c["bytes"] = r.data[start:r.at]
    if device_id(c["account"], c["sign_public"], c["hpke_public"]) != c["device"]:
        raise Bad("device: not the hash of its keys")
    return c


def read_bundle(r):
    """Certificates of one account, each by the root or by one in the list; checked."""
    start = r.at
    certificates = r.ascending(lambda: read_certificate(r), "certificates")
    by_device = {c["device"]: c for c in certificates}
    if not certificates or len({c["account"] for c in certificates}) != 1:
        raise Bad("certificates: none, or of more than one account")
    for c in certificates:
        if c["certifier"] == ZERO16:
            signer = c["account"]
        elif c["certifier"] in by_device:
            signer = by_device[c["certifier"]]["sign_public"]
        else:
            raise Bad("certificates: a certifier is missing")
        if not verified(signer, c["signed"], c["signature"]):
            raise Bad("certificates: a signature does not fit")
    return {"account": certificates[0]["account"], "certificates": certificates, "bytes": r.data[start:r.at]}


def seniority(bundle):
    """Devices from senior to junior: by the best path of (n, hash) from the root."""
    best, open_paths = {}, [((), ZERO16)]
    while open_paths:
        open_paths.sort()
        path, device = open_paths.pop(0)
        if device in best:
            continue
        best[device] = path
        for c in bundle["certificates"]:
            if c["certifier"] == device:
                open_paths.append((path + ((c["n"], sha256(c["bytes"])),), c["device"]))
    del best[ZERO16]
    return sorted(best, key=best.get)


def read_mark(r):
    dseq, entry = r.u64("dseq"), r.take(32, "entry")
    if (dseq == 0) != (entry == ZERO32):
        raise Bad("entry: zeros exactly before the first")
    return dseq, entry


def read_frontier(r):
    return r.ascending(lambda: [r.take(16), *read_mark(r)], "frontier", key=lambda item: item[0])


def read_revocation(data):
    r = Reader(data)
    v = {"account": r.take(32), "device": r.take(16), "last_op": r.take(32)}
    v["dseq"], v["entry"] = read_mark(r)
    v["standing"] = r.ascending(lambda: r.take(16), "standing")
    v["revoker"] = r.take(16)
    v["signed"] = data[:r.at]
    v["signature"] = r.take(64)
    r.end("revocation")
    return v


def revocation_fits(revocation, space, revoker_public):
    return verified(revoker_public, b"rapport/v1/revoke" + space + revocation["signed"], revocation["signature"])


def doc_id(space, payload):
    return sha256(b"rapport/v1/doc", space, payload)[:16]


