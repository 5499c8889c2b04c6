"""Invites, mailboxes, the messages of a join, and the three codes."""

import base64

from rapport_bytes import Bad, Reader, u32
from rapport_crypto import ed25519_public, entry_size, hkdf, sha256, verified, xopen
from rapport_frames import read_bundle


def mailbox_of(secret):
    """Everything that follows from an invite's secret."""
    public = ed25519_public(hkdf(b"", secret, b"rapport/v1/mailbox/sign"))
    return {
        "public": public,
        "box": sha256(b"rapport/v1/box", public)[:16],
        "seal": hkdf(b"", secret, b"rapport/v1/mailbox/seal"),
        "invite_public": ed25519_public(hkdf(b"", secret, b"rapport/v1/invite-key")),
    }


def unbase64(text):
    if "=" in text or not text.isascii():
        raise Bad("payload: not base64url without padding")
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if base64.urlsafe_b64encode(data).decode().rstrip("=") != text:
        raise Bad("payload: another form of the same bytes")
    return data


def token_text(token):
    """A creation token as people and headers have it."""
    return "token-" + base64.b32hexencode(token).decode().rstrip("=").lower()


def read_operator_link(text):
    """What the person who runs a relay hands out."""
    place, _, fragment = text.partition("#")
    if not (place.startswith("https://") and place.endswith("/r")):
        raise Bad("link: not an operator's")
    version, _, payload = fragment.partition(".")
    if version != "v1":
        raise Bad("link: of a newer version")
    r = Reader(unbase64(payload))
    link = {"origin": r.text(), "token": r.take(16), "pin": r.option(lambda: r.take(32))}
    r.end("link")
    return link


def read_invite(text):
    """A link or its alias."""
    place, _, fragment = text.partition("#")
    if place != "rapport://j" and not (place.startswith(("https://", "http://")) and place.endswith("/j")):
        raise Bad("link: not ours")
    version, _, payload = fragment.partition(".")
    if version != "v1":
        raise Bad("link: of a newer version")
    data = unbase64(payload)
    body, check = data[:-4], data[-4:]
    if sha256(b"rapport/v1/invite", body)[:4] != check:
        raise Bad("link: damaged")
    r = Reader(body)

    def short():
        return r.take(r.u8()).decode()
    invite = {"origin": short(), "secret": r.take(32), "pin": r.option(lambda: r.take(32)),
              "creation_token": r.option(short)}
    r.end("invite")
    return invite


def open_slot(mailbox, slot, content):
    if content[0] != 1:
        raise Bad("slot: of a newer version")
    associated = b"rapport/v1/slot" + mailbox["box"] + bytes([slot])
    plain = xopen(mailbox["seal"], content[1:25], associated, content[25:])
    if plain is None:
        raise Bad("slot: was changed")
    r = Reader(plain)
    message = r.long("message")
    if len(plain) != entry_size(4 + len(message)) or any(plain[r.at:]):
        raise Bad("slot: padding")
    return message


def read_hello(data):
    r = Reader(data)
    value = {"purpose": r.u8(), "kind": r.u8(), "name": r.text(), "expires_ms": r.u64()}
    r.end("hello")
    return value


def read_keys(data):
    r = Reader(data)
    value = {"nonce": r.take(32), "space": r.take(16), "role": r.u8(), "certificates": read_bundle(r)}
    r.end("keys")
    return value


def read_reveal(data):
    r = Reader(data)
    value = {"nonce": r.take(32), "name": r.text(), "applicant": r.u8()}
    if value["applicant"] == 1:
        value["certificates"] = read_bundle(r)
    elif value["applicant"] == 2:
        value["sign"], value["hpke"] = r.take(32), r.take(32)
    else:
        raise Bad("applicant: of a newer version")
    r.end("reveal")
    return value


def read_welcome(data):
    r = Reader(data)
    value = {"certificates": r.option(lambda: read_bundle(r)), "frames": [r.long() for _ in range(r.u16())]}
    r.end("welcome")
    return value


def join_parts(parts):
    for index, part in enumerate(parts):
        if part[0] != len(parts) or part[1] != index:
            raise Bad("welcome: parts do not fit")
    return read_welcome(b"".join(part[2:] for part in parts))


def commitment(box, reveal):
    return sha256(b"rapport/v1/join/commit", box, reveal)


def transcript(box, messages):
    return sha256(b"rapport/v1/join/transcript", box, *(u32(len(m)) + m for m in messages))


def short_code(digest, words):
    bits = int.from_bytes(digest[:6], "big") >> 4
    return " ".join(words[(bits >> shift) & 0x7FF] for shift in (33, 22, 11, 0))


def read_code(letter, text):
    prefix = f"RAPPORT:{letter}1."
    if not text.startswith(prefix):
        raise Bad("code: another one")
    payload = text[len(prefix):]
    data = base64.b32decode(payload + "=" * (-len(payload) % 8))
    if sha256(b"rapport/v1/qr", data[:-4])[:4] != data[-4:]:
        raise Bad("code: damaged")
    return Reader(data[:-4])


def read_face_invite(text):
    r = read_code("A", text)
    value = {"secret": r.take(32), "space": r.take(16), "inviter": r.take(32), "kind": r.u8(), "role": r.u8(),
             "name": r.text()}
    r.end("invite")
    return value


def read_face_answer(text, invite):
    r = read_code("B", text)
    value = {"name": r.text(), "certificates": read_bundle(r)}
    signed = b"rapport/v1/face" + invite["space"] + invite["inviter"] + sha256(r.data[:r.at])
    signature = r.take(64)
    r.end("answer")
    if not verified(mailbox_of(invite["secret"])["invite_public"], signed, signature):
        raise Bad("answer: to another invite")
    return value


def read_face_welcome(text):
    r = read_code("C", text)
    value = {"certificates": read_bundle(r), "frames": [r.long() for _ in range(r.u16())]}
    r.end("welcome")
    return value
