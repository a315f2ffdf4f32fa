import pytest

from dashboard.stories.publishers import publisher
from dashboard.words import words


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("Kazinform", "Kazinform", id="a plain name"),
        pytest.param("Мой Город (mgorod.kz)", "Мой Город (mgorod.kz)", id="a name with its host"),
        pytest.param("Informburo.kz (citing Bnews.kz)", "Informburo.kz, citing Bnews.kz", id="citing"),
        pytest.param("Диапазон (diapazon.kz, citing KZ)", "Диапазон (diapazon.kz), citing KZ", id="citing, with host"),
        pytest.param("Astana TV (via smi24.kz)", "Astana TV, read at smi24.kz", id="a copy"),
        pytest.param("Время newspaper (time.kz)", "newspaper Время (time.kz)", id="a newspaper with its host"),
        pytest.param("Наша Газета (ng.kz), citing «B»", "Наша Газета (ng.kz), citing «B»", id="citing, behind a comma"),
        pytest.param("Ult.kz, retelling A.kz", "Ult.kz, citing A.kz", id="retelling"),
        pytest.param(
            "Stan.kz, retelling the newspaper «A» (address of a reprint at b.kz)",
            "Stan.kz, citing «A», read at b.kz",
            id="retelling, read in a reprint",
        ),
        pytest.param("Stan.kz (reprint)", "Stan.kz (a reprint)", id="a reprint"),
        pytest.param("Türkistan newspaper (citing A)", "newspaper Türkistan, citing A", id="a newspaper that cites"),
    ],
)
def test_a_publisher_is_said_in_words(name: str, said: str) -> None:
    assert publisher(words("en"), name) == said
