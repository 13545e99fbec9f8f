"""The registers we can ask. A new one is a file with a `Register`, a line here and its choice in
models.Register."""

from verification.registers.ahpra import AHPRA
from verification.registers.gdc import GDC
from verification.registers.gmc import GMC
from verification.registers.goc import GOC
from verification.registers.gphc import GPHC
from verification.registers.hcpc import HCPC
from verification.registers.imc import IMC
from verification.registers.nmc import NMC
from verification.registers.npi import NPI
from verification.registers.register import Opens, OtherProfession, Register, Unreadable

REGISTERS: dict[str, Register] = {
    register.key: register for register in (GMC, NMC, GDC, GPHC, HCPC, GOC, IMC, AHPRA, NPI)
}

__all__ = ["REGISTERS", "Opens", "OtherProfession", "Register", "Unreadable"]
