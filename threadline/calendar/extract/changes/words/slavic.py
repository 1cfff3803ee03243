"""Polish, Russian and Ukrainian."""

from __future__ import annotations

from threadline.calendar.extract.changes.words.model import ChangeWords

POLISH = ChangeWords(
    language="pl",
    move=r"przenieś|przenieść|przesuń|przesunąć|przełóż|przełożyć|zmień|zmienić|odłóż|ustaw|przestaw",
    cancel=r"odwołaj|odwołać|anuluj|anulować|usuń|usunąć|skasuj",
    add=r"dodaj|zaproś",
    remove=r"usuń",
    rename=r"zmień nazwę(?: na)?|nazwij|przemianuj",
    make=r"zrób|ustaw",
    lengthen=r"wydłuż|przedłuż",
    shorten=r"skróć",
    to=r"na|do|w|we|o|godz\.?|godzinę",
    by=r"o",
    later=r"później|do przodu",
    earlier=r"wcześniej|do tyłu",
    it=r"to|je|go|ją|spotkanie|to spotkanie|wizytę|tę wizytę",
    instead=r"zamiast tego|jednak|raczej|lepiej",
    one=r"tylko (?:to|ten|tę|następne|tym razem)(?: spotkanie| raz)?",
    every=r"wszystkie|całą serię|za każdym razem",
    once=r"bez powtarzania|tylko raz|nie powtarzaj",
    polite=r"proszę|czy możesz|możesz|czy możemy|i|potem|też|również",
    filler=r"na|do|w|we|o|godz|godzinę|godzinie|proszę|zamiast|tego|jednak|lepiej|raczej",
)
RUSSIAN = ChangeWords(
    language="ru",
    move=r"перенес(?:и|ите|ти)|передвинь(?:те)?|сдвинь(?:те)?|сдвинуть|измени(?:те|ть)?|поменяй(?:те)?|отложи(?:те|ть)?|"
    r"поставь(?:те)?",
    cancel=r"отмени(?:те|ть)?|удали(?:те|ть)?|убери(?:те)?",
    add=r"добавь(?:те)?|пригласи(?:те)?",
    remove=r"убери(?:те)?|исключи(?:те)?",
    rename=r"переименуй(?:те)?|назови(?:те)?",
    make=r"сделай(?:те)?|поставь(?:те)?",
    lengthen=r"продли(?:те|ть)?|удлини(?:те)?",
    shorten=r"сократи(?:те|ть)?|укороти(?:те)?",
    to=r"на|к|в|во|до",
    by=r"на",
    later=r"позже|позднее|вперёд|вперед",
    earlier=r"раньше|назад",
    it=r"это|его|её|ее|встречу|эту встречу|созвон|совещание",
    instead=r"вместо этого|лучше|всё-таки|все-таки",
    one=r"только (?:эту|это|следующую|в этот раз)(?: встречу)?",
    every=r"все|всю серию|каждый раз",
    once=r"без повтора|только один раз|не повторять",
    polite=r"пожалуйста|можешь|можете|можно|давай(?:те)?|и|потом|также|тогда",
    filler=r"на|к|в|во|до|пожалуйста|вместо|этого|лучше|давай|давайте|часов|часа|час",
)
UKRAINIAN = ChangeWords(
    language="uk",
    move=r"перенес(?:и|іть|ти)|пересунь(?:те)?|зсунь(?:те)?|посунь(?:те)?|зміни(?:ти)?|змініть|відклади|відкладіть|"
    r"відкласти|постав(?:те)?",
    cancel=r"скасуй(?:те)?|скасувати|видали(?:ти)?|видаліть|прибери|приберіть|відміни(?:ти)?|відмініть",
    add=r"додай(?:те)?|запроси|запросіть",
    remove=r"прибери|приберіть|вилучи|вилучіть",
    rename=r"перейменуй(?:те)?|назви|назвіть",
    make=r"зроби|зробіть|постав(?:те)?",
    lengthen=r"подовж(?:и|іть|ити)|продовж(?:и|іть)",
    shorten=r"скороти|скоротіть|скоротити",
    to=r"на|до|у|в|о|об",
    by=r"на",
    later=r"пізніше|вперед",
    earlier=r"раніше|назад",
    it=r"це|його|її|зустріч|цю зустріч|дзвінок|нараду",
    instead=r"натомість|замість цього|краще|все-таки",
    one=r"тільки (?:цю|це|наступну|цього разу)(?: зустріч)?",
    every=r"усі|всі|всю серію|щоразу",
    once=r"без повторення|тільки один раз|не повторювати",
    polite=r"будь ласка|можеш|можете|можна|давай(?:те)?|і|та|потім|також|тоді",
    filler=r"на|до|у|в|о|об|будь|ласка|замість|цього|натомість|краще|давай|давайте|годину|години|годині",
)
TABLES = (POLISH, RUSSIAN, UKRAINIAN)
