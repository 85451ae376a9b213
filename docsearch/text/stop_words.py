"""Words too common to tell one document from another, as they are normally written."""

from typing import Final

FRENCH_STOP_WORDS: Final = frozenset(
    """
    au aux avec ce ces cet cette dans de des du elle elles en et eux il ils je la le les leur leurs
    lui ma mais me même mes moi mon ne nos notre nous on ou où par pas pour qu que quel quelle
    quelles quels quelqu'un qui sa sans se ses si son sur ta te tes toi ton tu un une vos votre vous
    ça ceci cela celui celle celles ceux dont donc car comme ni or à y
    c d j l m n s t jusqu lorsqu puisqu quoiqu
    suis es est sommes êtes sont serai seras sera serons serez seront serais serait serions seriez
    seraient étais était étions étiez étaient fus fut fûmes fûtes furent sois soit soyons soyez
    soient fusse fusses fût fussions fussiez fussent étant été étée étées étés être
    ai as a avons avez ont aurai auras aura aurons aurez auront aurais aurait aurions auriez
    auraient avais avait aviez avaient eus eut eûmes eûtes eurent aie aies ait ayons ayez aient
    eusse eusses eût eussions eussiez eussent ayant eu eue eues avoir
    """.split()
)

ARABIC_STOP_WORDS: Final = frozenset(
    """
    من منه منها منهم منهما ممن مما في فيه فيها فيهم فيما على عليه عليها عليهم عليهما
    إلى إليه إليها إليهم عن عنه عنها عنهم مع معه معها معهم لدى لديه لديها لديهم
    ب به بها بهم بهما ل له لها لهم لهما لك لنا ف و أو أم ثم حتى كي لكي بل لكن لكنه لكنها
    أن أنه أنها أنهم أنهما إن إنه إنها إنهم بأن بأنه بأنها فأن فإن فإنه لأن لأنه لأنها كأن
    إذا إذ لو لولا لما كلما أما إما ألا إلا لا ولا لم لن ليس ليست ليسوا ما ماذا كما فما هل قد فقد
    لقد هو هي هم هما هن نحن أنا أنت أنتم فهو فهي أي أية أ ا
    هذا هذه هذان هاتان هذين هاتين هؤلاء ذلك ذلكم تلك أولئك هناك هنا كذلك بذلك لذلك لهذا لهذه بهذا
    بهذه الذي التي الذين اللذان اللتان اللذين اللتين اللاتي اللواتي للذين للتي للذي بالتي بالذي
    كان كانت كانوا يكون تكون يكونوا كل وكل جميع بعض غير نحو بين بينما بينهم بينهما منذ ضمن حيث خلال
    بعد قبل عند عندما أيضا الآن
    """.split()
)
