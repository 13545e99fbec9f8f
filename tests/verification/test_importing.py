import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from community.audit.models import Entry
from tests.verification.conftest import DELTA_HEADER, HEADER, row
from verification.importing import GONE, Busy, import_file
from verification.limits import BAD_ROWS_SHOWN
from verification.models import RegisterEntry, RegisterImport, Status
from verification.reading import WrongFile

pytestmark = pytest.mark.django_db


def delta(action="U", processed="24112026", **fields):
    return row(**fields) | {"action": action, "dateProcessed": processed}


def statuses():
    return dict(RegisterEntry.objects.values_list("number", "status"))


def test_a_full_file_is_read_with_every_column(write_file):
    path = write_file([row(surname="O’Néill-Smith", number="0123456", **{
        "Other Names": "Jane", "Qualification": "LRCP, MRCS", "FR Date": "25021979",
        "GP Register Date": "", "ARF Due Date": "1012027", "Training Deanery/LETB": "Wales",
    })])  # fmt: skip
    report = import_file("gmc", path)
    entry = RegisterEntry.objects.get()
    assert (report.rows, report.added, report.bad_count) == (1, 1, 0)
    assert (entry.number, entry.surname, entry.given_name) == ("0123456", "O’Néill-Smith", "Susan")
    assert entry.provisional_date.isoformat() == "1978-07-05"
    assert entry.full_date.isoformat() == "1979-02-25"
    assert entry.fee_due_date.isoformat() == "2027-01-01"
    assert entry.gp_date is None
    assert (entry.qualification, entry.qualified_year) == ("LRCP, MRCS", 1978)
    assert (entry.status, entry.deanery) == (Status.LICENSED, "Wales")


def test_an_import_is_written_down(write_file):
    import_file("gmc", write_file([row()]))
    note = RegisterImport.objects.get()
    assert (note.rows, note.added, note.is_delta, len(note.digest)) == (1, 1, False, 64)
    audit = Entry.objects.get(verb="register.imported")
    assert audit.about_id == note.pk
    assert audit.detail["added"] == 1


def test_the_same_file_again_changes_nothing(write_file):
    path = write_file([row(), row("7654321")])
    import_file("gmc", path)
    report = import_file("gmc", path)
    assert (report.added, report.changed, report.removed) == (0, 0, 0)


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        (row("12345"), "no number"),
        (row("A765432"), "no number"),
        (row("７６５４３２１"), "no number"),
        (row("7654321", **{"PR Date": "31021978"}), "PR Date"),
        (row("7654321", **{"PR Date": "yesterday"}), "PR Date"),
        (row("7654321", **{"Year Of Qualification": "78"}), "Year Of Qualification"),
        (row("7654321", surname="  "), "no surname"),
        (row("7654321", surname="x" * 201), "longer than 200"),
        (row("7654321", given="a\0b"), "cannot be stored"),
        (row("7654321", Gender="Woman"), "Gender"),
        (row("1234567", surname="Other"), "the same number"),
    ],
)
def test_a_bad_row_is_told_with_its_line_and_the_rest_is_loaded(write_file, bad, why):
    report = import_file("gmc", write_file([row(), bad, row("1111111")]))
    assert set(statuses()) == {"1234567", "1111111"}
    assert report.bad_count == 1
    line, said = report.bad[0]
    assert line == 3
    assert why in said
    assert RegisterEntry.objects.get(number="1234567").surname == "Chater"


def test_a_row_with_too_many_or_too_few_columns_is_bad(write_file):
    path = write_file([row()])
    text = path.read_text() + "7654321,Short\n" + "," * 20 + "\n\n"
    path.write_text(text)
    report = import_file("gmc", path)
    assert [line for line, _ in report.bad] == [3, 4]
    assert (report.rows, report.added) == (3, 1)


def test_a_stray_quotation_mark_spoils_its_own_row_only(write_file):
    path = write_file([row(), row("1111111")])
    lines = path.read_text().splitlines(keepends=True)
    lines.insert(2, '7654321,"Cha"ter,Susan,,W,,1978,,,,,,Suspended,,,\n')
    path.write_text("".join(lines))
    report = import_file("gmc", path)
    assert report.bad == [(3, "a stray quotation mark")]
    assert set(statuses()) == {"1234567", "1111111"}


def test_only_the_first_bad_rows_are_kept_and_all_are_counted(write_file):
    report = import_file("gmc", write_file([row(), *(row("x") for _ in range(50))]))
    assert len(report.bad) == BAD_ROWS_SHOWN
    assert report.bad_count == 50


def test_an_unknown_or_empty_status_verifies_no_one_and_is_told(write_file):
    path = write_file([row(status="Registered with Conditions"), row("7654321", status="")])
    report = import_file("gmc", path)
    assert set(statuses().values()) == {Status.UNKNOWN}
    assert report.unknown_statuses == {"Registered with Conditions": 1, "(empty)": 1}


def test_who_vanished_from_a_full_file_is_kept_and_verifies_no_one(write_file):
    import_file("gmc", write_file([row(str(1000000 + n)) for n in range(10)]))
    report = import_file("gmc", write_file([row(str(1000000 + n)) for n in range(9)]))
    gone = RegisterEntry.objects.get(number="1000009")
    assert (gone.status, gone.raw_status) == (Status.UNKNOWN, GONE)
    assert report.removed == 1
    again = import_file("gmc", write_file([row(str(1000000 + n)) for n in range(9)]))
    assert again.removed == 0


def test_who_has_a_bad_row_has_not_vanished(write_file):
    import_file("gmc", write_file([row(str(1000000 + n)) for n in range(10)]))
    bad = row("1000009", **{"PR Date": "nonsense"})
    import_file("gmc", write_file([*(row(str(1000000 + n)) for n in range(9)), bad]))
    assert statuses()["1000009"] == Status.LICENSED


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(write_file):
    path = write_file([row()])
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert import_file("gmc", path).added == 1


class TestWrongFiles:
    @pytest.fixture(autouse=True)
    def had_before(self, write_file, db):
        import_file("gmc", write_file([row("1111111"), row("2222222")]))
        self.before = list(RegisterEntry.objects.order_by("pk").values())
        yield
        assert list(RegisterEntry.objects.order_by("pk").values()) == self.before
        assert RegisterImport.objects.count() == 1

    def refused(self, path, words, **options):
        with pytest.raises(WrongFile, match=words):
            import_file("gmc", path, **options)

    def test_an_empty_file(self, tmp_path):
        (tmp_path / "x.csv").touch()
        self.refused(tmp_path / "x.csv", "empty")

    def test_another_file_altogether(self, tmp_path):
        (tmp_path / "x.csv").write_text("name;age\nA;1\n")
        self.refused(tmp_path / "x.csv", "lacks these columns: GMC Ref No")

    def test_a_missing_column_is_named(self, write_file):
        path = write_file([{}], [name for name in HEADER if name != "FR Date"])
        self.refused(path, "lacks these columns: FR Date")

    def test_nothing_but_a_header(self, write_file):
        self.refused(write_file([]), "not one row")

    def test_not_one_good_row(self, write_file):
        self.refused(write_file([row("x")]), "not one row")

    def test_bytes_that_are_no_utf8_text(self, write_file):
        path = write_file([row("1111111"), row("2222222", surname="Nuñez")])
        path.write_bytes(path.read_text().encode("latin-1"))
        self.refused(path, "Line 3 is not UTF-8")

    def test_a_file_without_line_ends(self, write_file):
        path = write_file([row(str(1000000 + n)) for n in range(1000)])
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r"))
        self.refused(path, "Line 1 is too long")

    def test_a_spreadsheet(self, tmp_path):
        (tmp_path / "x.csv").write_bytes(b"PK\x03\x04\x14\x00\xff\xfe")
        self.refused(tmp_path / "x.csv", "not UTF-8")

    def test_cut_off_in_the_middle_of_a_row(self, write_file):
        path = write_file([row("1111111", status="Suspended"), row("2222222")])
        path.write_text(path.read_text()[:-20])
        self.refused(path, "ends in the middle of line 3")

    def test_cut_off_in_the_middle_of_a_quoted_field(self, write_file):
        quoted = row("2222222", Qualification="A, B")
        path = write_file([row("1111111", status="Suspended"), quoted])
        text = path.read_text()
        path.write_text(text[: text.index("A, B") + 2])
        self.refused(path, "never closed")

    def test_a_quotation_mark_that_swallows_the_rest(self, write_file):
        path = write_file([row("1111111", status="Suspended"), row("2222222"), row("3333333")])
        path.write_text(path.read_text().replace("2222222,Chater", '2222222,"Chater'))
        self.refused(path, "line 3 is never closed")

    def test_a_full_file_that_shrank_by_more_than_a_fifth(self, write_file):
        path = write_file([row("1111111", status="Suspended")])
        self.refused(path, "looks cut off")

    def test_a_delta_in_the_place_of_a_full_file(self, write_file):
        self.refused(write_file([delta()], DELTA_HEADER), "--delta")

    def test_a_full_file_in_the_place_of_a_delta(self, write_file):
        self.refused(write_file([row("1111111")]), "action", is_delta=True)

    def test_a_dry_run(self, write_file):
        path = write_file([row("1111111", status="Suspended"), row("3333333")])
        report = import_file("gmc", path, dry_run=True)
        assert (report.added, report.changed, report.removed) == (1, 1, 1)
        assert report.status_changes[Status.LICENSED, Status.SUSPENDED] == 1


def test_a_shrunken_file_is_accepted_when_forced(write_file):
    import_file("gmc", write_file([row("1111111"), row("2222222")]))
    report = import_file("gmc", write_file([row("1111111")]), force=True)
    assert report.removed == 1


class TestDelta:
    @pytest.fixture(autouse=True)
    def had_before(self, write_file, db):
        import_file("gmc", write_file([row("1111111"), row("2222222")]))

    @pytest.mark.parametrize("action", ["U", "u", "C", "A", "I", "N"])
    def test_changes_and_additions_leave_the_others_alone(self, write_file, action):
        rows = [
            delta(action, number="1111111", status="Suspended"),
            delta(action, number="3333333"),
        ]
        report = import_file("gmc", write_file(rows, DELTA_HEADER), is_delta=True)
        assert statuses() == {
            "1111111": Status.SUSPENDED,
            "2222222": Status.LICENSED,
            "3333333": Status.LICENSED,
        }
        assert (report.added, report.changed, report.removed) == (1, 1, 0)

    @pytest.mark.parametrize("action", ["D", "R"])
    def test_who_is_removed_verifies_no_one(self, write_file, action):
        rows = [delta(action, number="1111111"), delta(action, number="9999999")]
        report = import_file("gmc", write_file(rows, DELTA_HEADER), is_delta=True)
        assert statuses() == {"1111111": Status.UNKNOWN, "2222222": Status.LICENSED}
        assert report.removed == 1

    @pytest.mark.parametrize("fields", [{"action": "X"}, {"action": ""}, {"processed": "soon"}])
    def test_an_unknown_action_or_day_is_a_bad_row(self, write_file, fields):
        rows = [delta(number="1111111", status="Suspended", **fields), delta(number="2222222")]
        report = import_file("gmc", write_file(rows, DELTA_HEADER), is_delta=True)
        assert report.bad_count == 1
        assert statuses()["1111111"] == Status.LICENSED

    def test_the_last_of_several_changes_of_one_doctor_holds(self, write_file):
        rows = [
            delta(number="1111111", status=s) for s in ("Registered without Licence", "Suspended")
        ]
        import_file("gmc", write_file(rows, DELTA_HEADER), is_delta=True)
        assert statuses()["1111111"] == Status.SUSPENDED


class TestCommand:
    def test_tells_what_was_done_and_what_was_wrong(self, write_file, capsys):
        path = write_file([row(), row("x"), row("7654321", status="Odd")])
        call_command("import_register", "--register", "gmc", str(path))
        out, err = capsys.readouterr()
        assert "3 rows: 2 added, 0 changed, 0 removed, 1 bad." in out
        assert "line 3: no number: 'x'" in err
        assert "unknown status 'Odd': 1" in err

    def test_a_dry_run_tells_changes_of_status(self, write_file, capsys):
        import_file("gmc", write_file([row()]))
        path = write_file([row(status="Suspended")])
        call_command("import_register", "--register", "gmc", str(path), "--dry-run")
        out = capsys.readouterr().out
        assert "1 would be changed" in out
        assert "Registered with licence → Suspended: 1" in out
        assert "Nothing was changed." in out

    def test_a_wrong_file_fails_with_a_sentence(self, tmp_path):
        (tmp_path / "x.csv").write_text("a,b\n")
        with pytest.raises(CommandError, match=r"lacks these columns.*Nothing was changed\."):
            call_command("import_register", "--register", "gmc", str(tmp_path / "x.csv"))

    def test_a_missing_file_fails_with_a_sentence(self, tmp_path):
        with pytest.raises(CommandError, match="No such file"):
            call_command("import_register", "--register", "gmc", str(tmp_path / "none.csv"))


@pytest.mark.django_db(transaction=True)
def test_two_imports_at_once_are_one(write_file):
    path, seen = write_file([row()]), []

    def other():
        try:
            import_file("gmc", path)
        except Busy as busy:
            seen.append(busy)
        finally:
            connection.close()

    from django.db import transaction

    from verification.importing import LOCK

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        thread = threading.Thread(target=other)
        thread.start()
        thread.join(10)
    assert len(seen) == 1
    assert not RegisterEntry.objects.exists()
