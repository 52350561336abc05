import pytest


def backup(checkout, *words, **settings):
    return checkout.run(checkout.python, "-m", "embedded.backup", *words, **settings)


@pytest.mark.slow
def test_restore_brings_back_the_saved_rows_and_only_them(checkout):
    checkout.sql("create table kept as select 42 as answer")
    assert "Saved the database to my backup.dump" in backup(checkout, "save", "my backup.dump")
    checkout.sql("create table later as select 1; update kept set answer = 0")
    assert "Restored the database from my backup.dump" in backup(
        checkout, "load", "my backup.dump", YES="1"
    )
    assert checkout.sql("select answer, to_regclass('later') from kept") == "42 None"
    assert (checkout.folder / "my backup.dump").stat().st_mode & 0o077 == 0


@pytest.mark.slow
def test_restore_unasked_or_of_a_bad_file_changes_nothing(checkout):
    checkout.sql("create table kept as select 42 as answer")
    backup(checkout, "save", "good.dump")
    (checkout.folder / "bad.dump").write_text("not a dump")
    assert "pg_restore failed" in backup(checkout, "load", "bad.dump", code=1, YES="1")
    assert "make restore YES=1" in backup(checkout, "load", "good.dump", code=1)
    assert checkout.sql("select answer from kept") == "42"


@pytest.mark.sweep
def test_restore_of_no_file_names_the_way_out(checkout):
    said = backup(
        checkout,
        "load",
        "nothing.dump",
        code=1,
        DATABASE_URL="postgresql://a/b",
        REDIS_URL="redis://c",
    )
    assert said == "There is no file nothing.dump: name one as in `make restore FILE=backup.dump`."
