"""Maintainers are told of trouble once, in their language, without secrets; and telling never harms a run."""

import json
import smtplib
from datetime import timedelta

import httpx
import pytest

from pipelines import alert_ways, alerts, diary, publish
from pipelines.alert_texts import GUIDES, LANGUAGES, TEXTS
from pipelines.alert_ways import Channels
from pipelines.errors import CheckFailed, SourceUnavailable
from pipelines.run_record import recorded
from tests.pipelines.running import DAY, REPOSITORY

DAYS = [DAY + timedelta(days=day) for day in range(6)]
PASSWORD, TOKEN = "mail-password", "12345:bot-token"
SET = {
    "ALERT_MAIL_TO": "one@aqsha.example, two@aqsha.example",
    "ALERT_MAIL_FROM": "site@aqsha.example",
    "SMTP_HOST": "mail.example",
    "SMTP_USER": "site",
    "SMTP_PASSWORD": PASSWORD,
    "ALERT_TELEGRAM_TOKEN": TOKEN,
    "ALERT_TELEGRAM_CHAT": "-100",
    "ALERT_LANG": "en",
}


class Post:
    """Stands for a mail server and for Telegram; keeps what came."""

    def __init__(self, mail_fault=None, status=200):
        self.letters, self.chats, self.calls = [], [], []
        self.mail_fault, self.status = mail_fault, status

    def channels(self):
        return Channels(mailer=self.open, transport=httpx.MockTransport(self.telegram))

    def open(self, host, port):
        if self.mail_fault:
            raise self.mail_fault
        self.calls.append(("connect", host, port))
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.calls.append(("quit",))

    def starttls(self, *, context):
        self.calls.append(("starttls", context.check_hostname))

    def login(self, user, password):
        self.calls.append(("login", user, password))

    def send_message(self, letter):
        self.letters.append(letter)

    def telegram(self, request):
        self.chats.append((str(request.url), json.loads(request.content)))
        return httpx.Response(self.status, json={"ok": True})

    @property
    def subjects(self):
        return [letter["Subject"] for letter in self.letters]


@pytest.fixture
def snapshots(tmp_path):
    return tmp_path


@pytest.fixture
def told(monkeypatch):
    for name, value in SET.items():
        monkeypatch.setenv(f"AQSHA_{name}", value)
    return Post()


def night(snapshots, day, post, error=None, lacking=()):
    """One night: a run that ends well or with an error, then the word to maintainers."""
    try:
        with recorded(snapshots, day) as record:
            for name in lacking:
                record.source(name, ok=False, sentence="asked, no answer")
            if error:
                raise error
    except (CheckFailed, SourceUnavailable):
        pass
    alerts.after_run(snapshots, day, post.channels())


def test_nobody_is_told_of_a_good_run(snapshots, told):
    night(snapshots, DAYS[0], told)
    night(snapshots, DAYS[1], told)

    assert (told.letters, told.chats) == ([], [])


def test_failed_run_is_told_with_its_reason_and_what_still_serves(snapshots, told):
    publish.point_to(snapshots, "2026-11-21-aaaaaaaa")
    night(snapshots, DAYS[0], told)
    night(snapshots, DAYS[1], told, SourceUnavailable("goszakup answered 503 eight times."))

    (letter,), ((address, chat),) = told.letters, told.chats
    text = letter.get_content()
    assert letter["Subject"] == "Aqsha Qaida: a source is unavailable"
    assert letter["To"] == "one@aqsha.example, two@aqsha.example"
    assert "began 23.11.2026 03:00 UTC" in text
    assert "exit code 3" in text
    assert "goszakup answered 503 eight times." in text
    assert "Last good run: 22.11.2026 03:00 UTC." in text
    assert "keeps showing data edition 2026-11-21-aaaaaaaa" in text
    assert (address, chat["chat_id"]) == (f"https://api.telegram.org/bot{TOKEN}/sendMessage", "-100")
    assert chat["text"].startswith(letter["Subject"])
    assert text.strip() in chat["text"]


def test_mail_travels_private_and_logged_in(snapshots, told):
    night(snapshots, DAYS[0], told, CheckFailed("broken"))

    assert told.calls == [("connect", "mail.example", 587), ("starttls", True), ("login", "site", PASSWORD), ("quit",)]


def test_mail_on_port_465_is_private_from_the_start(snapshots, told, monkeypatch):
    monkeypatch.setenv("AQSHA_SMTP_PORT", "465")
    monkeypatch.delenv("AQSHA_SMTP_USER")

    night(snapshots, DAYS[0], told, CheckFailed("broken"))

    assert told.calls == [("connect", "mail.example", 465), ("quit",)]


def test_the_same_trouble_is_told_once_a_day_and_another_at_once(snapshots, told, monkeypatch):
    class Clock:
        now = staticmethod(lambda _zone: moment)

        fromisoformat = staticmethod(alerts.datetime.fromisoformat)

    monkeypatch.setattr(alerts, "datetime", Clock)
    hours = timedelta(hours=1)
    for moment, error in [
        (DAY, SourceUnavailable("down")),
        (DAY + hours, SourceUnavailable("down")),
        (DAY + 2 * hours, CheckFailed("other")),
        (DAY + 3 * hours, CheckFailed("other")),
        (DAY + 23 * hours, CheckFailed("other")),
    ]:
        night(snapshots, moment, told, error)

    assert told.subjects == [
        "Aqsha Qaida: a source is unavailable",
        "Aqsha Qaida: the nightly run stopped",
        "Aqsha Qaida: the nightly run stopped",
    ]


def test_recovery_is_told_once(snapshots, told):
    publish.point_to(snapshots, "2026-11-21-aaaaaaaa")
    night(snapshots, DAYS[0], told, CheckFailed("broken"))
    night(snapshots, DAYS[1], told)
    night(snapshots, DAYS[2], told)

    assert told.subjects == ["Aqsha Qaida: the nightly run stopped", "Aqsha Qaida: the nightly run works again"]
    assert "broken" not in told.letters[1].get_content()
    assert "2026-11-21-aaaaaaaa" in told.letters[1].get_content()


def test_source_that_fails_alone_is_told_though_the_run_was_good(snapshots, told):
    night(snapshots, DAYS[0], told, lacking=["rnu"])
    night(snapshots, DAYS[1], told)

    assert told.subjects == [
        "Aqsha Qaida: data are published, but some sources were not read",
        "Aqsha Qaida: the nightly run works again",
    ]
    assert "The source rnu was not read: asked, no answer" in told.letters[0].get_content()


def test_run_that_never_got_the_lock_is_not_told_of(snapshots, told):
    night(snapshots, DAYS[0], told, CheckFailed("broken"))
    alerts.after_run(snapshots, DAYS[1], told.channels())

    assert len(told.letters) == 1


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        pytest.param(smtplib.SMTPAuthenticationError(535, b"no"), 401, id="refused"),
        pytest.param(ConnectionRefusedError("no"), 500, id="down"),
        pytest.param(smtplib.SMTPServerDisconnected("gone"), 429, id="cut off"),
    ],
)
def test_failing_to_tell_is_logged_without_secrets_and_raises_nothing(snapshots, told, fault, status, capfd):
    post = Post(mail_fault=fault, status=status)

    night(snapshots, DAYS[0], post, CheckFailed("broken"))

    out = "".join(capfd.readouterr())
    assert f"the answer was {status}" in out
    assert "mail" in out
    assert PASSWORD not in out
    assert TOKEN not in out
    assert not (snapshots / alerts.TOLD).exists()


def test_one_way_that_fails_does_not_stop_the_other(snapshots, told):
    post = Post(mail_fault=OSError("no route"))

    night(snapshots, DAYS[0], post, CheckFailed("broken"))

    assert len(post.chats) == 1
    assert (snapshots / alerts.TOLD).exists()


def test_setting_that_cannot_be_used_stops_no_run(snapshots, told, monkeypatch, capfd):
    monkeypatch.setenv("AQSHA_ALERT_LANG", "de")

    night(snapshots, DAYS[0], told, CheckFailed("broken"))

    assert told.letters == []
    assert "AQSHA_ALERT_LANG" in "".join(capfd.readouterr())
    said = []
    assert alerts.watch(snapshots, DAY, said.append, told.channels()) == 2
    assert said == ["These settings can't be used: AQSHA_ALERT_LANG."]


def test_nothing_is_sent_where_nothing_is_set(snapshots, monkeypatch):
    for name in SET:
        monkeypatch.delenv(f"AQSHA_{name}", raising=False)
    post = Post()

    night(snapshots, DAYS[0], post, CheckFailed("broken"))

    assert (post.letters, post.chats) == ([], [])


@pytest.mark.parametrize(
    ("hours", "code"),
    [pytest.param(29, 0, id="in time"), pytest.param(31, 1, id="late")],
)
def test_watch_tells_when_the_last_good_run_is_too_long_ago(snapshots, told, hours, code):
    night(snapshots, DAYS[0], told)
    said = []

    assert alerts.watch(snapshots, DAY + timedelta(hours=hours), said.append, told.channels()) == code

    assert len(told.letters) == code
    assert ("Last good run: 22.11.2026 03:00 UTC." in said[0]) == bool(code)


def test_watch_counts_from_the_last_good_run_not_the_last_run(snapshots, told):
    night(snapshots, DAYS[0], told)
    night(snapshots, DAYS[1], told, SourceUnavailable("down"))
    night(snapshots, DAYS[2], told, SourceUnavailable("down"))

    said = []
    assert alerts.watch(snapshots, DAYS[2] + timedelta(hours=1), said.append, told.channels()) == 1
    assert "down" in said[0]


def test_late_hours_are_a_setting(snapshots, told, monkeypatch):
    night(snapshots, DAYS[0], told)
    monkeypatch.setenv("AQSHA_ALERT_LATE_HOURS", "100")

    assert alerts.watch(snapshots, DAY + timedelta(hours=99), list, told.channels()) == 0


def test_watch_where_nothing_ever_ran_is_late(tmp_path, told):
    said = []

    assert alerts.watch(tmp_path / "nowhere", DAY, said.append, told.channels()) == 1

    assert "There has been no good run yet." in said[0]
    assert "nothing to show" in said[0]
    assert not (tmp_path / "nowhere").exists()


def test_watch_tells_of_a_killed_run_once_until_it_is_over(snapshots, told):
    night(snapshots, DAYS[0], told)
    diary.began(snapshots, "2026-11-22T05:00:00+00:00", "0")

    for hour in (3, 4, 5):
        assert alerts.watch(snapshots, DAY + timedelta(hours=hour), list, told.channels()) == 1
    night(snapshots, DAYS[1], told)
    assert alerts.watch(snapshots, DAYS[1], list, told.channels()) == 0

    assert told.subjects == ["Aqsha Qaida: the nightly run was cut off", "Aqsha Qaida: the nightly run works again"]


def test_run_still_at_work_is_not_called_killed(snapshots, told):
    night(snapshots, DAYS[0], told)
    with publish.only_one_run(snapshots):
        diary.began(snapshots, "2026-11-22T05:00:00+00:00", "0")
        assert alerts.watch(snapshots, DAY + timedelta(hours=3), list, told.channels()) == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_every_thing_with_the_same_values(language, snapshots, told, monkeypatch):
    monkeypatch.setenv("AQSHA_ALERT_LANG", language)
    night(snapshots, DAYS[0], told, CheckFailed("the reason"))
    night(snapshots, DAYS[1], told)

    assert TEXTS[language].keys() == TEXTS["en"].keys()
    assert told.subjects == [TEXTS[language]["failed"], TEXTS[language]["recovered"]]
    text = told.letters[0].get_content()
    assert "the reason" in text
    assert "22.11.2026 03:00 UTC" in text
    assert GUIDES[language] in text
    assert "{" not in text


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_alert_leads_to_a_chapter_that_exists(language):
    chapter = TEXTS[language]["guide"].split("«")[1].split("»")[0]

    assert f"\n## {chapter}\n" in (REPOSITORY / GUIDES[language]).read_text(encoding="utf-8")


def test_messages_name_no_folder_of_the_machine(snapshots, told):
    night(snapshots, DAYS[0], told, CheckFailed(f"{snapshots}/x/manifest.json is not JSON"))

    assert str(snapshots) not in told.letters[0].get_content()
    assert "…/manifest.json is not JSON" in told.letters[0].get_content()


def test_mail_server_is_asked_on_the_port_that_is_set(monkeypatch):
    opened = []
    monkeypatch.setattr(alert_ways.smtplib, "SMTP", lambda *place, **_: opened.append(("plain", *place)))
    monkeypatch.setattr(alert_ways.smtplib, "SMTP_SSL", lambda *place, **_: opened.append(("private", *place)))

    alert_ways.open_mailer("mail.example", 587)
    alert_ways.open_mailer("mail.example", 465)

    assert opened == [("plain", "mail.example", 587), ("private", "mail.example", 465)]
