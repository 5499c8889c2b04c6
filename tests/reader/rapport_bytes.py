"""Reading bytes: big-endian fields one after the other, nothing left over."""


class Bad(Exception):
    """Bytes that are not what they should be; says which field."""


class Reader:
    def __init__(self, data):
        self.data, self.at = bytes(data), 0

    def take(self, n, field="bytes"):
        if n < 0 or self.at + n > len(self.data):
            raise Bad(f"{field}: too short")
        part = self.data[self.at:self.at + n]
        self.at += n
        return part

    def number(self, n, field="number"):
        return int.from_bytes(self.take(n, field), "big")

    def u8(self, field="u8"):
        return self.number(1, field)

    def u16(self, field="u16"):
        return self.number(2, field)

    def u32(self, field="u32"):
        return self.number(4, field)

    def u64(self, field="u64"):
        return self.number(8, field)

    def flag(self, field="flag"):
        value = self.u8(field)
        if value > 1:
            raise Bad(f"{field}: not 0 or 1")
        return value == 1

    def option(self, read, field="option"):
        return read() if self.flag(field) else None

    def long(self, field="bytes"):
        """Bytes behind a u32 length."""
        return self.take(self.u32(field), field)

    def text(self, field="text"):
        try:
            return self.long(field).decode("utf-8")
        except UnicodeDecodeError as error:
            raise Bad(f"{field}: not UTF-8") from error

    def ascending(self, read, field="list", key=None):
        """A u16 count and items whose bytes rise strictly."""
        items, last = [], None
        for _ in range(self.u16(field)):
            start = self.at
            item = read()
            raw = self.data[start:self.at] if key is None else key(item)
            if last is not None and raw <= last:
                raise Bad(f"{field}: not strictly ascending")
            items.append(item)
            last = raw
        return items

    def rest(self):
        return self.take(len(self.data) - self.at)

    def end(self, field="value"):
        if self.at != len(self.data):
            raise Bad(f"{field}: bytes left over")


def whole(data, read, field="value"):
    """Reads all of `data` with `read`."""
    reader = Reader(data)
    value = read(reader)
    reader.end(field)
    return value


def u16(n):
    return n.to_bytes(2, "big")


def u32(n):
    return n.to_bytes(4, "big")


def u64(n):
    return n.to_bytes(8, "big")
