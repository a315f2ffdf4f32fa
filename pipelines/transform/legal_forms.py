"""Owns the legal forms of companies and bodies: every way of writing them in Russian, Kazakh and Latin."""

LEFT_FORMS = {
    "llp": "тоо",
    "jsc": "ао",
    "nonprofit_jsc": "нао",
    "open_jsc": "оао",
    "closed_jsc": "зао",
    "sole_trader": "ип чп",
    "farm": "кх к/х",
    "institution": "гу",
    "communal_institution": "кгу гку",
    "republican_institution": "ргу",
    "state_enterprise": "гп",
    "communal_enterprise": "гкп кгп",
    "communal_treasury_enterprise": "гккп кгкп",
    "republican_enterprise": "ргп",
    "republican_treasury_enterprise": "ргкп",
    "public_foundation": "оф",
    "public_association": "оо",
    "private_institution": "чу",
    "association_of_legal_entities": "оюл",
    "production_cooperative": "пк",
}
"""Russian abbreviations, which stand before the name. Spellings that mean one form share one code."""

RIGHT_FORMS = {
    "llp": "жшс llp zhshs",
    "jsc": "ақ jsc",
    "nonprofit_jsc": "кеақ кеак",
    "open_jsc": "аақ",
    "closed_jsc": "жақ",
    "sole_trader": "жк",
    "farm": "шқ",
    "institution": "мм",
    "communal_institution": "кмм",
    "republican_institution": "рмм",
    "state_enterprise": "мк",
    "communal_enterprise": "мкк кмк",
    "communal_treasury_enterprise": "мкқк кмқк мқкк кмкк мккк",
    "treasury_enterprise": "мқк",
    "republican_enterprise": "рмк",
    "republican_treasury_enterprise": "рмқк рмкк",
    "public_foundation": "ққ",
    "public_association": "қб",
    "private_institution": "жм",
    "association_of_legal_entities": "зтб",
    "production_cooperative": "өк",
}
"""Kazakh and Latin abbreviations, which stand after the name; some as they are typed without Kazakh letters."""

_STATE = r"государственн\w+"
_COMMUNAL = rf"(?:коммунальн\w+ {_STATE}|{_STATE} коммунальн\w+)"
_REPUBLICAN = rf"республиканск\w+ {_STATE}"
_KK_COMMUNAL = r"(?:коммуналдық мемлекеттік|мемлекеттік коммуналдық)"
LONG_FORMS = {
    "llp": r"товариществ\w+ с ограниченной ответственностью|жауапкершілігі шектеулі серіктест\w+"
    r"|limited liability partnership",
    "nonprofit_jsc": r"некоммерческ\w+ акционерн\w+ обществ\w+|коммерциялық емес акционерлік қоғам\w*",
    "open_jsc": r"открыт\w+ акционерн\w+ обществ\w+|ашық акционерлік қоғам\w*",
    "closed_jsc": r"закрыт\w+ акционерн\w+ обществ\w+|жабық акционерлік қоғам\w*",
    "jsc": r"акционерн\w+ обществ\w+|акционерлік қоғам\w*|joint stock company",
    "sole_trader": r"индивидуальн\w+ предпринимател\w+|жеке кәсіпкер\w*",
    "farm": r"крестьянск\w+(?: или фермерск\w+| фермерск\w+)? хозяйств\w+|шаруа қожалығы\w*",
    "communal_treasury_enterprise": rf"{_COMMUNAL} казенн\w+ предприят\w+|{_KK_COMMUNAL} қазыналық кәсіпор\w+",
    "communal_enterprise": rf"{_COMMUNAL} предприят\w+|{_KK_COMMUNAL} кәсіпор\w+",
    "communal_institution": rf"{_COMMUNAL} учрежден\w+|{_KK_COMMUNAL} мекеме\w*",
    "republican_treasury_enterprise": rf"{_REPUBLICAN} казенн\w+ предприят\w+"
    r"|республикалық мемлекеттік қазыналық кәсіпор\w+",
    "republican_enterprise": rf"{_REPUBLICAN} предприят\w+|республикалық мемлекеттік кәсіпор\w+",
    "republican_institution": rf"{_REPUBLICAN} учрежден\w+|республикалық мемлекеттік мекеме\w*",
    "institution": rf"{_STATE} учрежден\w+|мемлекеттік мекеме\w*",
    "state_enterprise": rf"{_STATE} предприят\w+|мемлекеттік кәсіпор\w+",
    "public_foundation": r"общественн\w+ фонд\w*|қоғамдық қор\w*",
    "public_association": r"общественн\w+ объединени\w+|қоғамдық бірлестіг?\w*",
}
"""Forms written out, the narrower before the wider."""
