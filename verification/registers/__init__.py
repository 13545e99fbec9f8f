"""The registers we can ask. A new one is a file with a `Register`, a line here and its choice in
models.Register."""

from verification.registers.gmc import GMC
from verification.registers.register import Opens, OtherProfession, Register, Unreadable

REGISTERS: dict[str, Register] = {register.key: register for register in (GMC,)}

__all__ = ["REGISTERS", "Opens", "OtherProfession", "Register", "Unreadable"]
