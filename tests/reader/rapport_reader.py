#!/usr/bin/env python3
"""Opens every golden vector from keys alone, with other people's cryptography
and nothing of ours: a second reading of docs/protocol.md.

    python3 tests/reader/rapport_reader.py tests/vectors/protocol.json tests/vectors/documents.json tests/vectors/instruments.json
"""

import json
import sys

from mnemonic import Mnemonic

import rapport_crypto as crypto
import rapport_frames as frames
import rapport_join as joining
import rapport_payloads as payloads
from rapport_bytes import Bad, Reader, whole
from rapport_check_documents import check_derived
from rapport_check_instruments import check_instruments
from rapport_check_join import check_join, check_relay
from rapport_check_json import check_json
from rapport_checks import WORDS, Checks, H, plain


def check_keys(c, v):
    for n, padded, size in v["padme"]:
        c.same(f"padme {n}", [crypto.padme(n), crypto.entry_size(n)], [padded, size])
    for w in v["words"]:
        mnemonic = Mnemonic("english")
        c.same("entropy of words", bytes(mnemonic.to_entropy(w["words"])), w["entropy"])
        account = crypto.account_of(H(w["entropy"]))
        for name, value in account.items():
            c.same(f"words, {name}", value, w[name])
        g = crypto.genesis_hash(1, account["account"], account["personal_random"])
        c.same("personal space", crypto.space_id(account["personal_owner_public"], g), w["personal_space"])
    for d in v["devices"]:
        c.same("device signing key", crypto.ed25519_public(H(d["sign_seed"])), d["sign_public"])
        c.same("device HPKE key", crypto.x25519_public(H(d["hpke_secret"])), d["hpke_public"])
        got = crypto.device_id(H(d["account"]), H(d["sign_public"]), H(d["hpke_public"]))
        c.same("device id", got, d["device"])
    for x in v["certificates"]:
        cert = whole(H(x["bytes"]), frames.read_certificate)
        c.true("certificate signature", crypto.verified(H(x["certifier_public"]), cert["signed"], cert["signature"]))
        c.same("certificate device", [cert["account"], cert["device"], cert["n"]], [x["account"], x["device"], x["n"]])
        c.same("certificate certifier", cert["certifier"], x["certifier"] or "00" * 16)
        c.same("certificate hash", crypto.sha256(cert["bytes"]), x["hash"])
    for x in v["bundles"]:
        bundle = whole(H(x["bytes"]), frames.read_bundle)
        c.same("bundle account", bundle["account"], x["account"])
        c.same("seniority", frames.seniority(bundle), x["seniority"])
    for x in v["revocations"]:
        r = frames.read_revocation(H(x["bytes"]))
        c.true("revocation signature", frames.revocation_fits(r, H(x["space"]), H(x["revoker_public"])))
        c.true("in another space", not frames.revocation_fits(r, bytes(16), H(x["revoker_public"])))
        for name in ["account", "device", "last_op", "dseq", "entry", "standing"]:
            c.same(f"revocation {name}", r[name], x[name])
    for x in v["spaces"]:
        g = crypto.genesis_hash(x["kind"], H(x["account"]), H(x["random"]))
        c.same("g", g, x["g"])
        c.same("space id", crypto.space_id(H(x["owner_public"]), g), x["space"])
    for x in v["epochs"]:
        space, key = H(x["space"]), H(x["key"])
        c.same("epoch id", crypto.epoch_id(space, key), x["epoch_id"])
        c.same("epoch tag", crypto.epoch_id(space, key)[:16], x["tag"])
        c.same("relay auth", crypto.relay_auth_public(space, key), x["relay_auth_public"])
        c.same("record key", crypto.record_key(space, key, H(x["nonce"])), [x["k_enc"], x["commitment"]])
    for x in v["links"]:
        older = crypto.open_link(H(x["space"]), H(x["newer"]), H(x["nonce"]), H(x["tag"]), H(x["sealed"]))
        c.same("older key", older, x["older"])
    for x in v["boxes"]:
        r = Reader(H(x["boxes"]))
        boxes = []
        while r.at < len(r.data):
            boxes.append((r.take(8), r.take(32), r.take(48)))
        c.same("count of boxes", len(boxes), crypto.padme(x["recipients"]))
        c.same("order of boxes", boxes, plain(sorted(boxes)))
        secret = H(x["recipient_secret"])
        c.same("hint", crypto.box_hint(x["list"], crypto.x25519_public(secret), H(x["nonce"])), x["hint"])
        got = crypto.open_boxes(x["list"], H(x["space"]), H(x["nonce"]), boxes, secret)
        c.same("box", got, [x["secret"]])
        c.same("for nobody else", crypto.open_boxes(x["list"], H(x["space"]), H(x["nonce"]), boxes, b"\1" * 32), [])
    for x in v["documents"]["openings"]:
        fields = whole(H(x["payload"]), payloads.doc_genesis)
        c.same("opening", fields, {name: x[name] for name in ["kind", "key", "writers"]})
        c.same("document id", frames.doc_id(H(x["space"]), H(x["payload"])), x["doc"])
    for x in v["documents"]["parts"]:
        c.same("part", whole(H(x["payload"]), payloads.part), {"kind": x["kind"], "id": x["id"]})
    for x in v["codes"]:
        c.same("short code", joining.short_code(H(x["hash"]), WORDS), x["code"])


def check_entry(c, entry, want):
    name = want["name"]
    for field in ["space", "kind", "device", "dseq", "prev", "doc", "tip", "created_ms", "payload", "entry_id"]:
        c.same(f"{name}: {field}", entry[field], want[field])
    c.true(f"{name}: signature", frames.entry_signature_fits(entry, H(want["signer"])))
    fields = payloads.read_payload(entry["kind"], entry["payload"])
    c.same(f"{name}: fields", fields, want["fields"])
    alone, used = frames.read_entry(H(want["bytes"]), entry["space"])
    c.same(f"{name}: alone", [alone["entry_id"], used], [want["entry_id"], len(want["bytes"]) // 2])
    c.same(f"{name}: size", crypto.entry_size(used), want["padded"])
    moved, _ = frames.read_entry(H(want["bytes"]), bytes(16))
    c.true(f"{name}: not in another space", not frames.entry_signature_fits(moved, H(want["signer"])))
    return fields


def flip(data, at):
    changed = bytearray(data)
    changed[at % len(changed)] ^= 1
    return bytes(changed)


def check_flips(c, name, data, key):
    """A changed bit anywhere in front of the trailer never opens."""
    for at in range(0, len(data), max(1, len(data) // 23)):
        c.refused(f"{name}: bit in byte {at}", lambda d: frames.open_frame(frames.parse_frame(d), key), flip(data, at))


def check_records(c, v):
    prev, entries = {}, {}
    for x in v["records"]:
        frame = frames.parse_frame(H(x["frame"]))
        name, key = x["entry"]["name"], H(x["key"])
        for field in ["class", "record_id", "tag", "nonce", "commitment"]:
            c.same(f"{name}: {field}", frame[field], x[field])
        c.same(f"{name}: k_enc", crypto.record_key(frame["space"], key, frame["nonce"])[0], x["k_enc"])
        entry = frames.open_frame(frame, key)
        fields = check_entry(c, entry, x["entry"])
        entries[entry["entry_id"]] = (entry, fields)
        check_flips(c, name, H(x["frame"]), key)
        c.refused(f"{name}: another key", frames.open_frame, frame, bytes(32))
        if entry["dseq"]:
            c.same(f"{name}: chain", entry["prev"], prev.get(entry["device"], "00" * 32))
            prev[entry["device"]] = entry["entry_id"].hex()
        if entry["kind"] == 1:
            c.same(f"{name}: document id", frames.doc_id(frame["space"], entry["payload"]), x["entry"]["doc"])
        if entry["kind"] == 48:
            opening, _ = payloads.read_opening(fields, frame["space"])
            c.true(f"{name}: opening", frames.entry_signature_fits(opening, H(x["entry"]["signer"])))
        if entry["kind"] in (4, 49):
            data = b"".join(entries[chunk][1]["bytes"] for chunk in fields["chunks"])
            c.same(f"{name}: whole", [crypto.sha256(data), len(data)], plain([fields["whole"], fields["len"]]))
            payloads.read_payload(2, data)
        if entry["kind"] == 97:
            r = frames.read_revocation(fields["revocation"])
            c.true(f"{name}: by the root", frames.revocation_fits(r, frame["space"], r["account"]))
    for x in v["wholes"]:
        data = bytes([x["byte"]]) * x["len"]
        c.same("hash of a whole", crypto.sha256(data), x["hash"])
        c.same("chunks of a whole", [len(data[i:i + 257828]) for i in range(0, len(data), 257828)], x["chunks"])
    for x in v["shares"]:
        frame = frames.parse_frame(H(x["frame"]))
        c.same("share record", frame["record_id"], x["record_id"])
        c.same("share key", frames.keys_for(frame, H(x["recipient_secret"])), [x["key"]])
        control = crypto.open_boxes(1, frame["space"], frame["nonce"], frame["control_boxes"], H(x["recipient_secret"]))
        c.same("shared control key", control, [x["control_seed"]] if x["control_seed"] else [])
        for seed in control:
            c.same("control key public", crypto.ed25519_public(seed), x["control_public"])


def check_submissions(c, v):
    for x in v["submissions"]:
        data, space = H(x["sealed"]), H(x["space"])
        c.same("submission version", data[0], 1)
        inside = crypto.hpke_open(H(x["secret"]), data[1:33], b"rapport/v1/submission", space, data[33:])
        r = Reader(inside)
        c.same("inner version", r.u8(), 1)
        mode, topic, body = r.u8(), r.take(32), r.long()
        c.same("submission", [topic, body], [x["topic"], x["body"]])
        if mode == 1:
            c.same("author", [r.take(32), r.take(16)], [x["account"], x["device"]])
            signed = b"rapport/v1/submission-sig" + space + crypto.sha256(inside[:r.at])
            c.true("author's signature", crypto.verified(H(x["signer"]), signed, r.take(64)))
        else:
            c.same("token", r.long(), x["token"])
        c.same("submission size", len(inside), crypto.entry_size(r.at))
        c.true("submission padding", not any(inside[r.at:]))


def check_control(c, x):
    frame = frames.parse_frame(H(x["frame"]))
    name, space = x["entry"]["name"], frame["space"]
    c.same(f"{name}: record", frame["record_id"], x["record_id"])
    c.same(f"{name}: boxes", [len(frame[k]) for k in ["epoch_boxes", "control_boxes", "older"]], x["boxes"])
    c.true(f"{name}: control signature", frames.control_signature_fits(frame, H(x["signer_control"])))
    for field, want in x["trailer"].items():
        c.same(f"{name}: trailer {field}", frame["trailer"][field], want)
    after = H(x["key_after"])
    c.same(f"{name}: tag after", crypto.epoch_id(space, after)[:16], x["trailer"]["tag_after"])
    c.same(f"{name}: auth after", crypto.relay_auth_public(space, after), x["trailer"]["auth_after"])
    entry = frames.open_frame(frame, H(x["key"]))
    fields = check_entry(c, entry, x["entry"])
    c.same(f"{name}: epoch after", crypto.epoch_id(space, after), fields["epoch_after"].hex())
    c.same(f"{name}: control after", frame["trailer"]["control_after"], fields["control_after"].hex())
    body = H(x["frame"])[:-176]
    for at in range(0, len(body), max(1, len(body) // 23)):
        changed = flip(body, at) + H(x["frame"])[-176:]
        c.refused(f"{name}: bit in byte {at}", lambda d: frames.open_frame(frames.parse_frame(d), H(x["key"])), changed)
    return frame, entry, fields


def check_create(c, data, frame):
    r = Reader(data)
    c.same("create version", r.u8(), 1)
    owner, g = r.take(32), r.take(32)
    recovery = r.option(lambda: r.take(32))
    signature, genesis = r.take(64), r.long()
    r.end("create")
    space = crypto.space_id(owner, g)
    c.same("create: space", space, frame["space"].hex())
    c.same("create: genesis", genesis, frame["bytes"].hex())
    said = (b"\1" + recovery if recovery else b"\0") + frame["record_id"]
    c.true("create: signature", crypto.verified(owner, b"rapport/v1/create" + space + said, signature))
    return owner, g, recovery


def check_chain(c, v):
    tip, head, signer, opened = bytes(32), bytes(32), None, []
    for x in v["chain"]["frames"]:
        frame, entry, fields = check_control(c, x)
        c.same("tip", entry["tip"], tip.hex())
        c.same("prev", frame["trailer"]["prev"], head.hex())
        signer = signer or fields["control_after"]
        c.true("signed by the control key in force", frames.control_signature_fits(frame, signer))
        if entry["kind"] == 19 and fields["revocation"]:
            r = frames.read_revocation(fields["revocation"])
            c.true("embedded revocation", frames.revocation_fits(r, frame["space"], r["account"]))
        if entry["kind"] == 19 and fields["request"]:
            request, used = frames.read_entry(fields["request"], frame["space"])
            c.same("embedded request", [request["kind"], used], [98, len(fields["request"])])
        tip, head, signer = entry["entry_id"], frame["record_id"], fields["control_after"]
        opened.append((frame, entry, fields))
    first = opened[0][0]
    owner, g, _ = check_create(c, H(v["chain"]["create"]), first)
    said = opened[0][2]
    c.same("owner key", owner, said["owner_public"].hex())
    c.same("g of the genesis", crypto.genesis_hash(said["kind"], said["account"], said["random"]), g.hex())
    c.same("last tip", tip, v["chain"]["standing"]["tip"])
    c.same("control key in force", signer, v["chain"]["standing"]["control"])
    check_newest_opens_all(c, v["chain"], opened)


def check_newest_opens_all(c, chain, opened):
    """A device that stayed needs its own HPKE key only: boxes, then links."""
    secret, keys = H(chain["device_hpke_secrets"][0]), {}
    for frame, _, _ in reversed(opened):
        newest = frames.keys_for(frame, secret)
        if newest:
            keys[crypto.epoch_id(frame["space"], newest[0])] = newest[0]
            break
    for frame, _, _ in reversed(opened):
        for key in list(keys.values()):
            keys.update({crypto.epoch_id(frame["space"], k): k for k in frames.older_keys(frame, key)})
    by_tag = {name[:16]: key for name, key in keys.items()}
    for frame, entry, _ in opened:
        got = frames.open_frame(frame, by_tag[frame["tag"]])
        c.same("opened with what links lead to", got["entry_id"], entry["entry_id"].hex())
    removed = H(chain["device_hpke_secrets"][3])
    c.same("whoever has left finds no newer key", frames.keys_for(opened[-4][0], removed), [])


def check_personal(c, v):
    p = v["personal"]
    account = crypto.account_of(bytes(Mnemonic("english").to_entropy(p["words"])))
    g = crypto.genesis_hash(1, account["account"], account["personal_random"])
    c.same("found by the words", crypto.space_id(account["personal_owner_public"], g), p["space"])
    frame, entry, fields = check_control(c, p["genesis"])
    key = frames.keys_for(frame, account["recovery_hpke_secret"])
    c.same("opened by the words", key, [p["genesis"]["key"]])
    c.same("entry", frames.open_frame(frame, key[0])["entry_id"], entry["entry_id"].hex())
    control = crypto.open_boxes(1, frame["space"], frame["nonce"], frame["control_boxes"],
                                account["recovery_hpke_secret"])
    c.same("control key by the words", control, [p["control_seed"]])
    recovery = [account["recovery_hpke_public"], account["recovery_relay_public"]]
    c.same("recovery keys", fields["recovery"], plain(recovery))
    owner, _, relay = check_create(c, H(p["create"]), frame)
    c.same("owner by the words", owner, account["personal_owner_public"].hex())
    c.same("recovery key at the relay", relay, account["recovery_relay_public"].hex())


def main(paths):
    vectors = {}
    for path in paths:
        with open(path, encoding="utf-8") as file:
            vectors.update(json.load(file))
    checks = Checks()
    for part in [check_keys, check_records, check_submissions, check_chain, check_personal, check_join, check_relay,
                 check_json, check_derived, check_instruments]:
        try:
            part(checks, vectors)
        except (Bad, KeyError, IndexError, TypeError, ValueError) as error:
            checks.failed += 1
            print(f"FAILED {part.__name__}: {type(error).__name__}: {error}", file=sys.stderr)
    print(f"{checks.passed} passed, {checks.failed} failed")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    if len(sys.argv) != 4:
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    sys.exit(main(sys.argv[1:]))
