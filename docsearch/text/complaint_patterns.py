"""How complaints of one person speak, in French, English and Arabic: patterns for folded lines.

Folded lines are in lower case, without accents, with one alef and with ه for ة.
"""

import re
from typing import Final


def _either(*patterns: str) -> re.Pattern[str]:
    """Return a pattern for whichever comes; a space in it stands for itself."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


_PERSON: Final = (
    r"(?:mm?\.|mr\.?|mrs\.?|ms\.?|mmes?\b|mlles?\b|monsieur|madame|mademoiselle|l['’ ]interessee?"
    r"|(?:le|la|du|de la) (?:nommee?|detenue?|requerante?|plaignante?|sieur|dame)\b)"
)
_PERSON_AR: Final = (
    r"(?:(?:ال)?سيده?|الانسه|(?:ال)?مواطنه?|المسمي|المسماه|المدعوه?|النزيله?|السجينه?|المعتقله?)\b"
)
_MATTER: Final = r"(?:plainte|requete|reclamation|doleance|saisine|petition|complaint|grievance)"
_MATTER_AR: Final = r"(?:شكايه|شكوي|تظلم|ملتمس)"
_MINE_AR: Final = rf"(?:(?:ال)?{_MATTER_AR}|شكايتي|شكواي|تظلمي)"
_AND_OR_IN: Final = r"(?:^|(?<=[\W]))[وبل]?(?:ال)?"
_CASE_NUMBER: Final = r"(?:n[o°º]s?|nos?)\.? ?\d{1,5} ?/ ?\d{2,4}"
_BY: Final = (
    r"(?:presentee?|deposee?|formulee?|soumise?|adressee?|introduite?|emanant|submitted|filed|made)"
    r" (?:par|de|by)"
)

CASE_SYMBOL: Final = _either(
    r"\b(?:ccpr|cat|cedaw|cerd|crpd|crc|ced|e)/c[./].{1,20}/d/\d+/\d{4}\b",
    r"\ba/hrc/wgad/\d{4}/\d+\b",
    r"\bj?(?:ua|al) [a-z]{3} \d{1,2}/\d{4}\b",
)
"""How the United Nations number the case of a person: a committee's decision, an opinion on a
detention, an urgent appeal or a letter of allegation."""

OF_A_PERSON: Final = _either(
    rf"\b{_MATTER}(?: individuelle)? (?:n[o°º]\.? ?\d|(?:de|du|of|from|d['’]) ?{_PERSON}|{_BY} )",
    rf"\b{_MATTER} (?:de|du) (?=nomme|detenu|sieur)",
    rf"\bcommunications?(?: individuelle)?,? (?:{_CASE_NUMBER}|{_BY} {_PERSON})",
    rf"{_AND_OR_IN}{_MATTER_AR}(?: فرديه?)? (?:رقم|عدد) ?:? ?\d",
    rf"{_AND_OR_IN}{_MATTER_AR} (?:(?:ال)?(?:مقدمه?|مرفوعه?|موجهه?|وارده?) )?"
    rf"(?:من (?:طرف |قبل )?)?{_PERSON_AR}",
    rf"{_AND_OR_IN}بلاغ(?: (?:ال)?فردي)?,? رقم ?:? ?\d{{1,5}} ?/ ?\d{{2,4}}",
    rf"{_AND_OR_IN}بلاغ (?:ال)?مقدم من (?:طرف |قبل )?{_PERSON_AR}",
)
"""A complaint with its number or its author."""

_STATE: Final = (
    r"(?:(?:le |la |the )?(?:royaume du maroc|kingdom of morocco)|(?:le )?maroc|morocco|algerie"
    r"|algeria|tunisie|tunisia|france|espagne|spain|belgique|belgium|canada|suisse|switzerland"
    r"|suede|sweden|danemark|denmark|pays-bas|netherlands|allemagne|germany|italie|italy|egypte"
    r"|egypt|libye|libya|mauritanie|mauritania|turquie|turkey)"
)
_STATE_AR: Final = (
    r"(?:المغرب|المملكه المغربيه|الجزائر|تونس|ليبيا|مصر|موريتانيا|فرنسا|اسبانيا|بلجيكا|كندا|سويسرا)"
)
_CASE_OR_END: Final = r"(?:\W*|\W+(?:communication|requete|n[o°º]|no\.|البلاغ|بلاغ|رقم).*)$"
_NAME_AR: Final = r"(?!(?:ال|مبارا|لقاء|مواجه|حمله|منتخب|قرار|حكم))[^\W\d_]{2,}"

VERSUS: Final = _either(
    r"\W*(?:affaire |(?:in the )?case of )?[^\W\d_].{0,80}?"
    rf" (?:c\.|c/|v\.|vs\.?) ?{_STATE}{_CASE_OR_END}",
    rf"\W*(?:affaire )?{_PERSON} ?.{{1,60}}? contre {_STATE}{_CASE_OR_END}",
    rf"\W*(?:قضيه )?(?:{_PERSON_AR} )?{_NAME_AR}(?: (?:ال|بن |ابن )?{_NAME_AR}){{0,4}}"
    rf" ضد {_STATE_AR}{_CASE_OR_END}",
)
"""« Naâma Asfari c. Maroc », alone on its line."""

OBJECT: Final = re.compile(r"\W*(?:objet|sujet|subject|re|الموضوع|موضوع)\W{0,3}[:/–-]\W*(.*)")
"""What a letter says that it is about."""

OF_ONE: Final = _either(
    rf"(?:(?:suite|suivi|relance|reponse|complement|depot|reply|follow-up)\b.{{0,25}}?)?"
    rf"\b(?:{_MATTER}|communication individuelle|individual communication)(?:\W*$"
    r"|(?: individuelle)? (?:contre|pour|relative|concernant|au sujet|a l['’]encontre|against"
    r"|concerning|about|n[o°º])\b)",
    rf"(?:(?:بشان|حول|تتبع|تقديم|جواب|احاله|رساله|طلب).{{0,25}}? )?(?:ب|ل)?(?:ال)?"
    rf"(?:{_MATTER_AR}|بلاغ فردي|عريضه فرديه)(?:\W|$)",
)
"""The object of a letter that lodges or follows one complaint."""

NAMES_ITSELF: Final = _either(
    rf"\W*(?:lettre de |texte de la |copie de la |ma |letter of )?{_MATTER}"
    r"(?: (?:individuelle|nominative|penale|disciplinaire|administrative))?\W*$",
    rf"\W*(?:lettre de )?{_MATTER} (?:contre|against|a l['’]encontre d|au nom de|on behalf of"
    r"|concernant|au sujet d|relative a|concerning) ?.+",
    r"\W*(?:communication|requete|plainte) individuelle (?!:).+",
    r"\W*individual (?:complaint|communication|petition) (?!procedure|mechanism|system)\w.*",
    rf"\W*{_MATTER_AR}(?: فرديه?)?\W*$",
    rf"\W*{_MATTER_AR} (?:ضد|من اجل|في مواجهه|بخصوص|بشان|من قرار|الي|مرفوعه|موجهه) .+",
    r"\W*(?:بلاغ فردي|عريضه فرديه|شكوي فرديه|شكايه فرديه)\b.*",
)
"""A title that says: this is a complaint."""

FIELD: Final = re.compile(
    r"\W*(?:(?:nom(?: et prenoms?)? (?:du |de la )?)?(?:plaignante?|requerante?|petitionnaire)s?"
    r"|auteure?s? de la (?:plainte|communication|requete)|victimes? (?:presumees?|alleguees?)"
    r"|(?:name of (?:the )?)?(?:complainant|petitioner|alleged victim)s?"
    r"|author of the (?:communication|complaint)"
    r"|(?:اسم )?(?:ال)?(?:مشتكيه?(?: به| بها)?|متظلمه?)|الضحيه المزعومه|الضحايا المزعومون"
    r"|(?:مقدمه?|صاحبه?) (?:ال)?(?:بلاغ|شكايه|شكوي|عريضه))"
    r" ?(?:\([^)]*\))? ?: ?[^:]{0,6}[^\W\d_]{2}"
)
"""A field of a form, filled in."""

STATEMENT: Final = _either(
    r"\bje (?:porte|depose) (?:par la presente )?(?:une )?plainte\b",
    r"\bje soussignee?\b.{0,400}?"
    rf"\b(?:porte|depose|presente|formule|introdui[st])\W.{{0,30}}?{_MATTER}",
    r"\b(?:ai l['’ ]honneur|viens|venons|souhaite|tiens|me permets)\b.{0,60}?"
    r"\b(?:porter|deposer|adresser|presenter|soumettre|formuler)"
    rf" (?:la presente |une |ma |cette )?{_MATTER}",
    r"\bi (?:wish|want|would like|am writing|hereby)\b.{0,30}?"
    r"\b(?:complain|(?:a|my|this) complaint)\b",
    r"\b(?:اتقدم|نتقدم|ارفع|نرفع|يشرفني|يشرفنا)\b.{0,80}?"
    rf"\b(?:ب|هذه |بهذه |بهذا |هذا )?{_MINE_AR}",
    rf"\bانا الموقعه? اسفله\b.{{0,400}}?\b[بل]?{_MINE_AR}",
)
"""What only the person who complains says."""

GENERAL: Final = re.compile(
    r"\W*(?:projet de |proposition de |avant-projet de |draft |مشروع |مقترح )?(?:"
    r"loi|decret|dahir|arrete|circulaire|code|constitution|convention|protocole|pacte|charte"
    r"|reglement|statuts?|guide|manuel|brochure|depliant|livret|fiche|modele|mode d['’]emploi"
    r"|(?:les? |la )?(?:procedures?|mecanismes?|traitement|gestion|examen) |statistiques?|bilan"
    r"|etude|formation|stage|atelier|seminaire|module|rapport annuel|rapport d['’]activites?"
    r"|comment|recueil|observations? (?:generale|finale)s?|principes|lignes directrices"
    r"|foire aux questions|faq|questions|note d['’]information|communique"
    r"|law|decree|act|bill|handbook|manual|guidelines?|how to|procedures?|rules|training|workshop"
    r"|study|statistics|annual report|optional protocol|general comment|concluding observations"
    r"|(?:ال)?(?:قانون|ظهير|مرسوم|قرار|دوريه|منشور|مدونه|دستور|اتفاقيه|بروتوكول|برتوكول|عهد|ميثاق"
    r"|نظام|دليل|مسطره|مساطر|اليه|اليات)|كتيب|مطويه|بطاقه|نموذج|استماره|اجراءات|تدبير|معالجه"
    r"|احصاي?ئ?يات|حصيله|دراسه|(?:ال)?تقرير (?:ال)?سنوي|تقرير حول|كيف|كيفيه|كيفيات|دوره تكوينيه"
    r"|ملاحظات ختاميه|(?:ال)?تعليق (?:ال)?عام|مبادئ|بلاغ صحفي)\b"
)
"""A title of what is about complaints, or about something else."""
