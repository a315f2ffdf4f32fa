"""The ways an alert leaves the machine: mail and Telegram, each only where it is set."""

import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Final, Literal

import httpx
import structlog
from pydantic import SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

TIMEOUT_SECONDS: Final = 20.0
TELEGRAM: Final = "https://api.telegram.org"


class AlertSettings(BaseSettings):
    """Where alerts go, from the environment; each field `x` is read from `AQSHA_X`. Nothing set: nobody is told.

    Attributes:
        alert_mail_to: Mail addresses, commas between them.
        alert_mail_from: The sender; the first receiver where it is empty.
        smtp_host: Mail server; empty sends no mail.
        smtp_port: Its port; the connection is made private with STARTTLS, or from the start on 465.
        smtp_user: Name to log in with; empty does not log in.
        smtp_password: Password to log in with.
        alert_telegram_token: Token of a bot.
        alert_telegram_chat: The chat that the bot writes to.
        alert_late_hours: After how many hours without a good run `watch` calls the data late.
        alert_lang: Language of the messages.
    """

    model_config = SettingsConfigDict(env_prefix="AQSHA_", frozen=True, extra="ignore", env_ignore_empty=True)

    alert_mail_to: str = ""
    alert_mail_from: str = ""
    smtp_host: str = ""
    smtp_port: int = 587
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    alert_telegram_token: SecretStr = SecretStr("")
    alert_telegram_chat: str = ""
    alert_late_hours: float = 30
    alert_lang: Literal["ru", "kk", "en"] = "ru"


OpenMailer = Callable[[str, int], smtplib.SMTP]


def open_mailer(host: str, port: int) -> smtplib.SMTP:
    """Connect to a mail server; on port 465 the connection is private from the start."""
    if port == smtplib.SMTP_SSL_PORT:
        return smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context())
    return smtplib.SMTP(host, port, timeout=TIMEOUT_SECONDS)


@dataclass(frozen=True)
class Channels:
    """The ways out of the machine, so that tests can put others in their place."""

    mailer: OpenMailer = open_mailer
    transport: httpx.BaseTransport | None = None


OUTSIDE: Final = Channels()


@dataclass(frozen=True)
class Message:
    """One alert: its kind, a line that says it all, and the facts below it."""

    kind: str
    subject: str
    text: str


def send(message: Message, settings: AlertSettings, channels: Channels) -> int:
    """Send a message by every way that is set.

    Returns:
        By how many ways it went out; the others are logged, never with a password or token in the words.
    """
    ways: list[tuple[str, Callable[[], None]]] = []
    if settings.alert_mail_to and settings.smtp_host:
        ways.append(("mail", lambda: _mail(message, settings, channels.mailer)))
    if settings.alert_telegram_token.get_secret_value() and settings.alert_telegram_chat:
        ways.append(("telegram", lambda: _telegram(message, settings, channels.transport)))
    return sum(_tried(name, way) for name, way in ways)


def _tried(name: str, way: Callable[[], None]) -> bool:
    try:
        way()
    except (OSError, ValueError, smtplib.SMTPException, httpx.HTTPError, httpx.InvalidURL) as error:
        structlog.get_logger().warning("an alert could not be sent", way=name, why=plain(error))
        return False
    return True


def plain(error: Exception) -> str:
    """Say what went wrong without addresses: an error of the Telegram call holds the token in its address."""
    if isinstance(error, httpx.HTTPStatusError):
        return f"the answer was {error.response.status_code}"
    if isinstance(error, (httpx.HTTPError, httpx.InvalidURL)):
        return type(error).__name__
    if isinstance(error, ValidationError):
        names = ", ".join(f"AQSHA_{one['loc'][0]}".upper() for one in error.errors())
        return f"These settings can't be used: {names}."
    return f"{type(error).__name__}: {error}"


def _mail(message: Message, settings: AlertSettings, mailer: OpenMailer) -> None:
    receivers = [one.strip() for one in settings.alert_mail_to.split(",") if one.strip()]
    letter = EmailMessage()
    letter["Subject"] = message.subject
    letter["From"] = settings.alert_mail_from or receivers[0]
    letter["To"] = ", ".join(receivers)
    letter.set_content(message.text)
    with mailer(settings.smtp_host, settings.smtp_port) as server:
        if settings.smtp_port != smtplib.SMTP_SSL_PORT:
            server.starttls(context=ssl.create_default_context())
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
        server.send_message(letter)


def _telegram(message: Message, settings: AlertSettings, transport: httpx.BaseTransport | None) -> None:
    address = f"{TELEGRAM}/bot{settings.alert_telegram_token.get_secret_value()}/sendMessage"
    told = {"chat_id": settings.alert_telegram_chat, "text": f"{message.subject}\n\n{message.text}"}
    with httpx.Client(transport=transport, timeout=TIMEOUT_SECONDS) as client:
        client.post(address, json=told).raise_for_status()
