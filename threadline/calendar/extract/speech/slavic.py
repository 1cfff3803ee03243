"""Polish, Russian and Ukrainian."""

from __future__ import annotations

from threadline.calendar.extract.speech.model import SpeechWords

POLISH = SpeechWords(
    language="pl",
    create="umów|umówić|umówmy|zaplanuj|zaplanować|dodaj|dodać|utwórz|utworzyć|stwórz|zapisz|zapisać|wpisz|zarezerwuj|"
    "zarezerwować|ustaw|ustal|zorganizuj|zaproś|zablokuj|wstaw|zrób spotkanie",
    cancel="odwołaj|odwołać|anuluj|anulować|usuń|usunąć|skasuj|skasować|wykreśl|wykasuj",
    move="przenieś|przenieść|przesuń|przesunąć|przełóż|przełożyć|zmień|zmienić|przyspiesz|opóźnij|odłóż",
    remind="przypomnij mi|przypomnij nam|przypomnij|przypomnienie",
    find="znajdź termin|znajdź|znaleźć|poszukaj|zaproponuj|kiedy możemy|kiedy moglibyśmy|jaki termin",
    meet="możemy|moglibyśmy|może|spotkajmy się|spotkamy się|widzimy się|czy możemy|masz czas|pasuje ci|pasuje|umówmy "
    "się|"
    "to może|w takim razie|czyli",
    nouns="spotkanie|spotkania|spotkaniu|zebranie|narada|rozmowa|rozmowę|rozmowy|telefon|wizyta|wizytę|termin|lunch|"
    "obiad|"
    "kolacja|kolację|śniadanie|kawa|kawę|dentysta|lekarz|fryzjer|szkolenie|kurs|lekcja|lekcję|zajęcia|konferencja|"
    "konferencję|prezentacja|prezentację|impreza|urodziny|ślub|urlop|podróż|lot|egzamin|koncert|warsztaty|wydarzenie|"
    "call|przegląd",
    question="kiedy|co|kto|gdzie|jak|jaki|jaka|jakie|który|która|ile|czy|o której|mam|jest",
    agenda="co mam|co jest|mój kalendarz|moje spotkania|w kalendarzu|następne spotkanie|pokaż|jakie mam",
    free="wolny|wolna|wolni|wolne|dostępny|dostępna|czas",
    busy="zajęty|zajęta|zajęci|na urlopie|nieobecny|nieobecna|niedostępny|chory|chora",
    yes="tak|jasne|oczywiście|pewnie|dobrze|ok|okej|zgoda|świetnie|dokładnie|zrób to|super|idealnie|w porządku|może "
    "być|"
    "potwierdzam|chętnie",
    no="nie|raczej nie|lepiej nie|zostaw|zapomnij|anuluj|w żadnym wypadku",
    agree="pasuje|pasuje mi|może być|zgoda|umowa stoi|do zobaczenia|będę|w porządku|świetnie|odpowiada mi",
    refuse="nie mogę|nie pasuje|nie pasuje mi|nie dam rady|niestety nie|muszę odwołać|nie uda się",
    negation="nie|żaden|żadna|żadne|nigdy|nic",
    past="był|była|było|były|miałem|miałam|mieliśmy|odbyło się|wczoraj|w zeszłym tygodniu|zeszły|ubiegły",
    thanks="dzięki|dziękuję|dziękujemy|bardzo dziękuję|wielkie dzięki",
    greeting="cześć|hej|witam|dzień dobry|dobry wieczór|siema|drogi|droga|szanowny|szanowna|szanowni|pozdrawiam|"
    "z poważaniem|do widzenia",
)
RUSSIAN = SpeechWords(
    language="ru",
    create="создай|создайте|создать|запланируй|запланируйте|запланировать|назначь|назначьте|назначить|добавь|добавьте|"
    "добавить|запиши|запишите|поставь|поставьте|забронируй|забронируйте|организуй|организуйте|пригласи|внеси|"
    "заблокируй|сделай встречу|договорись",
    cancel="отмени|отмените|отменить|удали|удалите|удалить|убери|уберите|сними|вычеркни",
    move="перенеси|перенесите|перенести|передвинь|передвиньте|сдвинь|сдвиньте|сдвинуть|измени|измените|изменить|"
    "поменяй|отложи|отложите|отложить",
    remind="напомни мне|напомните мне|напомни|напомните|напомни нам|напоминание",
    find="найди время|найди|найдите|найти|подбери|подберите|предложи|предложите|когда мы можем|когда сможем|поищи",
    meet="можем|могли бы мы|мы можем|давай|давайте|давай встретимся|давайте встретимся|встретимся|встречаемся|увидимся|"
    "у тебя есть время|удобно ли|тебе удобно|вам удобно|значит|тогда",
    nouns="встреча|встречу|встречи|встречей|совещание|совещания|собрание|созвон|звонок|разговор|переговоры|интервью|"
    "собеседование|обед|ужин|завтрак|кофе|стоматолог|врач|врачу|парикмахер|обучение|тренинг|курс|урок|занятие|лекция|"
    "конференция|конференцию|презентация|презентацию|вечеринка|день рождения|свадьба|отпуск|поездка|рейс|экзамен|"
    "концерт|семинар|мероприятие|планёрка|планерка|митинг",
    question="когда|что|кто|где|как|какой|какая|какие|какое|сколько|во сколько|есть ли|ли|у меня есть",
    agenda="что у меня|какие у меня|мой календарь|моё расписание|мои встречи|в календаре|следующая встреча|покажи|"
    "покажите",
    free="свободен|свободна|свободны|свободно|доступен|время",
    busy="занят|занята|заняты|занято|в отпуске|отсутствую|недоступен|болею",
    yes="да|ага|конечно|хорошо|ладно|ок|окей|давай|согласен|согласна|точно|именно|отлично|подтверждаю|верно|идёт|идет|"
    "разумеется|сделай",
    no="нет|не надо|не нужно|лучше не надо|отмена|забудь|оставь|ни в коем случае",
    agree="подходит|мне подходит|меня устраивает|договорились|согласен|согласна|идёт|идет|хорошо|буду|до встречи|"
    "удобно",
    refuse="не могу|не подходит|не получится|не смогу|к сожалению нет|к сожалению, нет|неудобно|придётся отменить",
    negation="не|нет|никакой|никогда|ничего|ни",
    past="был|была|было|были|прошла|прошло|состоялась|вчера|на прошлой неделе|прошлый|прошлая",
    thanks="спасибо|большое спасибо|благодарю|спс",
    greeting="привет|здравствуйте|здравствуй|добрый день|доброе утро|добрый вечер|уважаемый|уважаемая|с уважением|пока|"
    "до свидания|всего доброго",
)
UKRAINIAN = SpeechWords(
    language="uk",
    create="створи|створіть|створити|заплануй|заплануйте|запланувати|признач|призначте|призначити|додай|додайте|додати|"
    "запиши|запишіть|постав|поставте|забронюй|забронюйте|організуй|організуйте|запроси|внеси|заблокуй|домовся",
    cancel="скасуй|скасуйте|скасувати|видали|видаліть|видалити|прибери|приберіть|відміни|відмініть|відмінити|викресли",
    move="перенеси|перенесіть|перенести|пересунь|пересуньте|зсунь|посунь|зміни|змініть|змінити|відклади|відкладіть",
    remind="нагадай мені|нагадайте мені|нагадай|нагадайте|нагадай нам|нагадування",
    find="знайди час|знайди|знайдіть|знайти|підбери|запропонуй|запропонуйте|коли ми можемо|коли зможемо|пошукай",
    meet="можемо|чи можемо|могли б ми|давай|давайте|зустріньмося|зустрінемося|зустрічаємося|побачимося|маєш час|"
    "тобі зручно|вам зручно|отже|тоді",
    nouns="зустріч|зустрічі|нарада|нараду|збори|дзвінок|розмова|розмову|переговори|співбесіда|співбесіду|обід|вечеря|"
    "вечерю|сніданок|кава|каву|стоматолог|лікар|лікаря|перукар|навчання|тренінг|курс|урок|заняття|лекція|лекцію|"
    "конференція|конференцію|презентація|презентацію|вечірка|день народження|весілля|відпустка|поїздка|рейс|іспит|"
    "концерт|семінар|захід|подія|подію|мітинг",
    question="коли|що|хто|де|як|який|яка|які|яке|скільки|о котрій|чи є|чи|у мене є",
    agenda="що в мене|що у мене|які в мене|мій календар|мій розклад|мої зустрічі|в календарі|наступна зустріч|покажи|"
    "покажіть",
    free="вільний|вільна|вільні|вільно|доступний|час",
    busy="зайнятий|зайнята|зайняті|у відпустці|відсутній|відсутня|недоступний|хворію",
    yes="так|ага|звичайно|звісно|добре|гаразд|ок|окей|давай|згоден|згодна|точно|саме так|чудово|підтверджую|авжеж",
    no="ні|не треба|не потрібно|краще не треба|скасувати|забудь|залиш|у жодному разі",
    agree="підходить|мені підходить|мене влаштовує|домовилися|домовились|згоден|згодна|гаразд|буду|до зустрічі|зручно",
    refuse="не можу|не підходить|не вийде|не зможу|на жаль ні|на жаль, ні|незручно|доведеться скасувати",
    negation="не|ні|жоден|жодна|ніколи|нічого",
    past="був|була|було|були|пройшла|відбулася|відбулось|вчора|минулого тижня|минулий|минула",
    thanks="дякую|дуже дякую|щиро дякую|спасибі",
    greeting="привіт|вітаю|добрий день|доброго дня|доброго ранку|добрий вечір|шановний|шановна|з повагою|бувай|"
    "до побачення",
)
TABLES = (POLISH, RUSSIAN, UKRAINIAN)
