"""Own the names of the channels through which residents turn to bodies."""

from collections.abc import Mapping
from typing import Final

from dashboard.words import Words
from pipelines.marks import N_

CHANNELS: Final[Mapping[str, str]] = {
    "109/iKOMEK (phone)": N_("109/iKOMEK, by telephone"),
    "open-day reception": N_("open-day reception"),
    "media centre incl. social networks": N_("media centre with its social networks"),
    "official appeals": N_("official appeals"),
    "open akimat day": N_("day of the open akimat"),
    "forwarded by the Presidential Administration": N_("forwarded by the Presidential Administration"),
    "live broadcasts": N_("live broadcasts"),
    "complaints on under-heating, confirmed": N_("complaints of poor heating, confirmed"),
    "complaints on under-heating": N_("complaints of poor heating"),
    "complaints on public transport": N_("complaints of public transport"),
    "complaints, requests, proposals": N_("complaints, requests and proposals"),
    "party public reception": N_("public reception of a party"),
    "mobile party reception": N_("mobile reception of a party"),
    "party electronic appeals": N_("electronic appeals to a party"),
    "personal reception": N_("personal reception"),
    "letters and petitions to the President": N_("letters and petitions to the President"),
    "Open Dialogue blog": N_("blog “Open Dialogue”"),
    "Open Dialogue portal": N_("portal “Open Dialogue”"),
    "eGov Open Dialogue": N_("“Open Dialogue” of eGov"),
    "Telegram chat channel": N_("Telegram chat"),
    "open reception": N_("open reception"),
    "meeting with residents": N_("meeting with residents"),
    "reporting meetings": N_("reporting meetings of akims"),
    "akim’s blog": N_("blog of the akim"),
    "meetings and reception": N_("meetings and receptions"),
}


def channel_name(tr: Words, channel: str | None) -> str:
    """Name a channel; proper names (e-Otinish, WhatsApp) are the same in all languages."""
    if not channel:
        return ""
    return tr(CHANNELS[channel]) if channel in CHANNELS else channel
