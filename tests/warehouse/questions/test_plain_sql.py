"""What an engine beside the store is asked has no word that only the store knows, outside one file."""

import re
from pathlib import Path

from salesdash.warehouse import questions
from salesdash.warehouse.questions.ask import Ask
from tests.random_company import company
from tests.stores import asked, scope

HOME = Path(str(questions.__file__)).parent
MODELS = HOME.parent / "models"
# Only the store can tell from which file a row is: `lines` joins what it notes of each import.
OF_THE_STORE = {"dialect.py", "lines.py"}
ONLY_THE_STORES = re.compile(
    r"(?:GROUP|ORDER) BY ALL|BY NAME|\* (?:REPLACE|EXCLUDE)|MATERIALIZED|(?:SEMI|ASOF) JOIN|QUALIFY|\?::"
    r"|\b(?:unnest|generate_series|to_months|strftime|regexp_matches|list_\w+|date_sub)\("
)


def test_no_question_has_a_word_of_the_store_alone() -> None:
    files = [file for file in HOME.rglob("*.py") if file.name not in OF_THE_STORE]
    words = {
        file.name: found
        for file in files
        if (found := ONLY_THE_STORES.findall(file.read_text(encoding="utf-8")))
    }
    assert files
    assert words == {}


def test_no_model_has_a_comment_that_ends_its_question_for_another_parser() -> None:
    for file in MODELS.glob("*.sql"):
        is_within = False
        for line in file.read_text(encoding="utf-8").splitlines():
            is_comment = line.lstrip().startswith("--")
            assert not (is_within and is_comment and ";" in line), (file.name, line)
            if not is_comment:
                is_within = (is_within or line.startswith("CREATE")) and not line.endswith(";")


def test_the_later_of_days_is_asked_of_several(tmp_path):
    ask = asked(tmp_path, **company(7))
    noted: list[str] = []

    def query(sql, values):
        noted.append(sql)
        return ask.query(sql, values)

    for period in ("2025", "2025Q1"):
        for by in ([], ["day"], ["month"]):
            Ask(query)(["planned_sales", "target"], by, scope(ask, period))
    assert any("carried_from <" in sql for sql in noted)
    assert not [sql for sql in noted if re.search(r"\b(?:greatest|least)\([^(),]*\)", sql)]
