"""Checks of invites, joins, and of what goes over a relay."""

import rapport_crypto as crypto
import rapport_join as joining
from rapport_bytes import Reader, u16, u64
from rapport_checks import WORDS, H


def check_join(c, v):
    for x in v["invites"]:
        mailbox = joining.mailbox_of(H(x["secret"]))
        c.same("mailbox", [mailbox["public"], mailbox["box"], mailbox["invite_public"]],
               [x["mailbox_public"], x["box"], x["invite_public"]])
        closing = b"rapport/v1/box-delete" + mailbox["box"]
        c.true("closing", crypto.verified(mailbox["public"], closing, H(x["close_signature"])))
        for text in [x["link"], x["alias"]]:
            want = {name: x[name] for name in ["origin", "secret", "pin", "creation_token"]}
            c.same("invite", joining.read_invite(text), want)
            at = len(text) - 9
            other = "A" if text[at] != "A" else "B"
            c.refused("a changed link", joining.read_invite, text[:at] + other + text[at + 1:])
    for x in v["join"]:
        check_one_join(c, x)
    f = v["face"]
    invite = joining.read_face_invite(f["invite"])
    c.same("first code", [invite[n] for n in ["secret", "space", "inviter", "name"]],
           [f["secret"], f["space"], f["inviter"], f["names"][0]])
    answer = joining.read_face_answer(f["answer"], invite)
    c.same("second code", [answer["name"], answer["certificates"]["account"]], [f["names"][1], f["answer_account"]])
    welcome = joining.read_face_welcome(f["welcome"])
    c.same("third code", [welcome["certificates"]["account"], welcome["frames"]], [f["inviter"], f["frames"]])


def check_one_join(c, x):
    mailbox = joining.mailbox_of(H(x["secret"]))
    c.same("box id", mailbox["box"], x["box"])
    messages = {}
    for s in x["slots"]:
        r = Reader(H(s["put"]))
        slot, key, signature, content = r.u8(), r.take(32), r.take(64), r.long()
        r.end("put")
        c.same("slot and key", [slot, key], [s["slot"], mailbox["public"].hex()])
        signed = b"rapport/v1/box-put" + mailbox["box"] + bytes([slot]) + crypto.sha256(content)
        c.true("put signature", crypto.verified(key, signed, signature))
        messages[slot] = joining.open_slot(mailbox, slot, content)
        if s["message"] is not None:
            c.same(f"message {slot}", messages[slot], s["message"])
        c.refused("in another slot", joining.open_slot, mailbox, slot + 1, content)
    hello = joining.read_hello(messages[0])
    c.same("hello", [hello["purpose"], hello["name"], hello["expires_ms"]],
           [x["purpose"], x["names"][0], x["expires_ms"]])
    c.same("commitment", joining.commitment(mailbox["box"], messages[3]), messages[1].hex())
    c.same("inviter", joining.read_keys(messages[2])["certificates"]["account"], x["inviter"])
    reveal = joining.read_reveal(messages[3])
    c.same("applicant's name", reveal["name"], x["names"][1])
    if x["purpose"] == 1:
        card = reveal["certificates"]["certificates"][0]
        c.same("applicant", [card["sign_public"], card["hpke_public"]], [x["applicant_sign"], x["applicant_hpke"]])
    else:
        c.same("applicant", [reveal["sign"], reveal["hpke"]], [x["applicant_sign"], x["applicant_hpke"]])
    digest = joining.transcript(mailbox["box"], [messages[i] for i in range(4)])
    c.same("transcript", digest, x["transcript"])
    c.same("code", joining.short_code(digest, WORDS), x["code"])
    welcome = joining.join_parts([messages[i] for i in sorted(messages) if i >= 4])
    c.same("frames", welcome["frames"], [(bytes([byte]) * n).hex() for byte, n in x["frames_of"]])
    c.same("linked", welcome["certificates"] is not None, x["purpose"] == 2)


def check_relay(c, v):
    m = v["relay"]
    space, log, chain = H(m["space"]), H(m["log_id"]), H(m["chain"])
    digest = bytes(32)
    for record in m["chain_of"]:
        digest = crypto.sha256(digest, H(record))
    c.same("chain", digest, m["chain"])
    c.same("box of a key", crypto.sha256(b"rapport/v1/box", H(m["mailbox_public"]))[:16], m["box"])
    origin = m["origin"].encode()
    b = m["binary"]
    before = H(b["prune"]["bytes"])[:-64]
    put = b"rapport/v1/box-put" + H(m["box"]) + b"\3" + crypto.sha256(b"content")
    keys = u64(2) + H(m["control_public"]) + H(m["owner_public"])
    said = {
        "session": b"rapport/v1/session" + u16(len(origin)) + origin + H(m["challenge"]) + space,
        "create, with recovery": b"rapport/v1/create" + space + b"\1" + H(m["recovery"]) + H(m["genesis_record"]),
        "create": b"rapport/v1/create" + space + b"\0" + H(m["genesis_record"]),
        "keys": b"rapport/v1/keys" + space + keys,
        "delete-space": b"rapport/v1/delete-space" + space + log,
        "revive-space": b"rapport/v1/revive-space" + space + log,
        "prune": b"rapport/v1/prune" + space + crypto.sha256(before),
        "restore": b"rapport/v1/restore" + space + crypto.sha256(before),
        "box-put": put,
        "box-delete": b"rapport/v1/box-delete" + H(m["box"]),
        "acknowledge": b"rapport/v1/acknowledge" + space + log + u64(12) + chain,
    }
    for x in m["signatures"]:
        c.same(f"{x['name']}: message", said[x["name"]], x["message"])
        c.true(f"{x['name']}: signature", crypto.verified(H(x["public"]), said[x["name"]], H(x["signature"])))
    check_binary(c, m, b)
    for x in m["operator"]:
        want = {name: x[name] for name in ["origin", "token", "pin"]}
        c.same("operator's link", joining.read_operator_link(x["link"]), want)
        c.same("creation token", joining.token_text(H(x["token"])), x["token_text"])


def check_binary(c, m, b):
    log_and_place = H(m["log_id"]) + u64(8) + H(m["chain"])
    x = b["keys_override"]
    want = u64(x["version"]) + H(m["control_public"]) + H(m["owner_public"]) + H(x["signature"])
    c.same("keys override", want, x["bytes"])
    x = b["prune"]
    kept = u16(len(x["kept"])) + b"".join(H(k) for k in x["kept"])
    want = H(m["log_id"]) + u64(x["through"]) + H(m["chain"]) + H(x["op"]) + kept + H(x["signature"])
    c.same("prune", want, x["bytes"])
    r = Reader(H(b["box_put"]["bytes"]))
    got = {"slot": r.u8(), "key": r.take(32), "signature": r.take(64), "content": r.long()}
    c.same("box put", got, {**{k: b["box_put"][k] for k in ["slot", "signature", "content"]},
                            "key": m["mailbox_public"]})
    r = Reader(H(b["box_slots"]["bytes"]))
    c.same("box slots", [[r.u8(), r.long()] for _ in range(r.u16())], b["box_slots"]["slots"])
    r, batch = Reader(H(b["batch"]["bytes"])), []
    while r.at < len(r.data):
        batch.append(r.long())
    c.same("batch", batch, b["batch"]["frames"])
    x = b["record_page"]
    r = Reader(H(x["bytes"]))
    c.same("place", r.take(56), log_and_place.hex())
    c.same("min and next", [r.u64(), r.u64(), r.take(32)], [x["min_seq"], x["next"], m["chain"]])
    c.same("records", [[r.u64(), r.long()] for _ in range(r.u16())], x["records"])
    overrides = [(r.u64(), r.take(136)) for _ in range(r.u16())]
    r.end("page")
    c.same("overrides", overrides, [[after, b["keys_override"]["bytes"]] for after in x["overrides"]])
    x = b["id_page"]
    r = Reader(H(x["bytes"]))
    c.same("place", r.take(56), log_and_place.hex())
    c.same("min and next", [r.u64(), r.u64(), r.take(32)], [x["min_seq"], x["next"], m["chain"]])
    c.same("ids", [[r.u64(), r.take(32)] for _ in range(r.u16())], x["ids"])
    r.end("page")
    r = Reader(H(b["submission_page"]["bytes"]))
    c.same("submission log", r.take(16), m["log_id"])
    c.same("submissions", [[r.u64(), r.long()] for _ in range(r.u16())], b["submission_page"]["submissions"])
    r.end("page")
