"""What the environment sets is documented, and the database's address is read as written."""

import re

import pytest

from bihuan import settings
from tests.repository.conftest import ROOT


def test_every_variable_is_documented(modules):
    page = (ROOT / "docs" / "running" / "settings.md").read_text(encoding="utf-8")
    read = {
        name
        for module in modules
        for name in re.findall(
            r"(?:environ|_kept_secret)\W+(?:get\W+)?(BIHUAN_\w+|DATABASE_URL|PG_BIN)", module.read_text()
        )
    }
    assert "BIHUAN_SECRET_KEY" in read
    assert {name for name in read if f"`{name}`" not in page} == set()


def test_an_address_is_read_with_its_socket_folder_options_and_encoded_characters():
    url = "postgresql://%E9%97%AD:p%40ss@/city%20one?host=/run/a%20b&port=6432&sslmode=require"
    read = settings.database_from_url(url)
    assert (read["USER"], read["PASSWORD"], read["NAME"]) == ("闭", "p@ss", "city one")
    assert (read["HOST"], read["PORT"]) == ("/run/a b", "6432")
    assert read["OPTIONS"]["sslmode"] == "require"
    assert {"host", "port"}.isdisjoint(read["OPTIONS"])


def test_another_database_is_refused():
    with pytest.raises(ValueError, match="must start with postgresql://"):
        settings.database_from_url("mysql://root@localhost/bihuan")


def test_behind_pgbouncer_nothing_is_kept_in_a_connection(monkeypatch):
    assert "pool" in settings.database_from_url("postgresql://db/bihuan")["OPTIONS"]
    monkeypatch.setattr(settings, "PGBOUNCER", True)
    read = settings.database_from_url("postgresql://db/bihuan")
    assert read["DISABLE_SERVER_SIDE_CURSORS"]
    assert read["OPTIONS"] == {"prepare_threshold": None}
    assert read["CONN_MAX_AGE"] > 0
