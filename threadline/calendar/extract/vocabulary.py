"""The words of events, commands and people, as sets the readers share."""

from __future__ import annotations


def words_in(text: str) -> frozenset[str]:
    """A set of words, written one after the other."""
    return frozenset(text.split())


EVENT_NOUNS = words_in(
    "meeting meetings appointment appointments party parties birthday birthdays anniversary wedding lunch dinner "
    "breakfast brunch coffee drinks call calls standup stand-up sync review retro retrospective interview demo "
    "presentation workshop training class lesson lecture seminar webinar conference session kickoff kick-off "
    "check-in catch-up catchup 1:1 one-on-one offsite town-hall planning briefing huddle concert game match "
    "night practice rehearsal festival exhibition show movie flight trip vacation holiday visit ceremony graduation "
    "reunion gathering gala fundraiser funeral date dance marathon race tournament payment deadline deployment "
    "release launch checkup check-up surgery haircut massage reservation reservations booking tour hackathon "
    "summit meetup playdate picnic all-hands allhands appt appts mtg dentist barbecue bbq gym yoga exam test "
    "election function marriage shift webcast roundtable debrief postmortem 1-1 break social talk talks errands "
    "brainstorming brainstorm handover inspection audit keynote symposium luncheon banquet bbqs sleepover fitting "
    "eulogy mass recital drill discussion rota fair play hearing besprechung termin réunion reunión riunione "
    "reunião vergadering rendez-vous cita"
)
GENERIC = words_in(
    "event events calendar calender schedule schedules reminder reminders agenda plan plans thing things anything "
    "something everything entry entries notification notifications alert alerts item items task tasks slot slots "
    "time times program programs invite invitation notice list details detail day days date data content info "
    "information stuff input engagements"
)
KINDS = words_in(
    "meeting meetings meet appointment appointments appt appts event session mtg call-in treffen termin termine "
    "réunion réunions rendez-vous rdv reunión reunion reuniones cita citas riunione riunioni appuntamento "
    "appuntamenti incontro reunião reunioes encontro compromisso afspraak vergadering spotkanie spotkania möte "
    "mötet møde mødet møte møtet avtale toplantı toplantısı randevu встреча встречу собрание совещание зустріч "
    "нарада 会議 ミーティング 打ち合わせ 会议 會議 회의 미팅 اجتماع موعد मीटिंग बैठक"
)
"""Words that say what sort of thing an event is and nothing of which one: who asks for one of them names no title."""
STOP_WORDS = words_in(
    "a an the my our your his her their its this that these those some any all every each no next last upcoming "
    "coming new another i me we us you he she they it am is are was were be been being do does did have has had "
    "can could will would shall should may might must please to of in on at for from by with about into onto off "
    "out up down and or but so if then than as what when where who which why how there here not set add create "
    "make put schedule book plan arrange organize organise delete remove cancel erase clear clean drop show tell "
    "give list remind reminder check find get got want need needs like let let's lets also just still already "
    "today's scheduled planned rescheduled calendar calendars event events reminders agenda schedules entry "
    "recurring repeating repeat hi hey hello mark save keep move reschedule postpone change update alter confirm "
    "call meet whole entire current future set-up setup invite send notify alert remember look see go going "
    "happening first second latest late early later soon sometime available free busy left only more most much "
    "many few one thanks thank cheers regards kind maybe perhaps between until till before after during while "
    "because im i'm i've i'd we're we've don't dont can't cant won't isn't what's whats when's where's that's "
    "there's ok okay yes yeah sure enter extend shorten wish hope prolong attach pencil jot stick chuck type take "
    "destroy "
    "empty reset format open dismiss scratch provide search read display view pull rid know doing else cancels "
    "deleted removed cancelled canceled cleared attend attending completely away longer joining supposed pending "
    "block instead verschiebe verschieben bitte den der die das ein eine einen annule annuler la le les el los un "
    "una il lo het een cancela mueve sposta annulla plane now today tonight tomorrow yesterday really true lot "
    "again ahead anymore time times great perfect pls plz awesome excellent brilliant perfekt parfait perfecto "
    "hola todos"
)
RELATIONS = words_in(
    "mom mum mother dad father boss manager ceo cto cfo wife husband brother sister son daughter friend friends "
    "family girlfriend boyfriend partner client clients team colleague colleagues customer customers grandma "
    "grandpa parents kids uncle aunt cousin roommate neighbor bro sis director lawyer accountant landlord "
    "investors"
)
HONORIFICS = words_in("dr mr mrs ms prof professor doctor sir miss herr frau")
NOT_PEOPLE = words_in(
    "everyone everybody all anyone someone person people you them him her us me it this that these those what "
    "which whom employees guests others each attendees participants details notes food video audio snacks slides"
)
PLACE_WORDS = words_in(
    "room hall office building cafe café restaurant bar park hotel library center centre studio lobby floor "
    "street st avenue ave road rd boulevard blvd lane plaza square campus headquarters hq school university "
    "church airport station hospital clinic house home theater theatre stadium gym kitchen auditorium pub"
)
NEGATIONS = words_in(
    "not no never nor nicht kein keine keinen nie pas non ne jamais no nunca ni mai não nao nem niet geen nooit inte "
    "ej aldrig ikke aldri nie nigdy değil yok не нет ні нет немає никогда ніколи 不 别 沒 没有 ない 안 لا ليس नहीं मत "
    "aber but mais pero ma mas maar men ale ama но але"
)
"""Words that name nothing, wherever a learned table may see a name in them."""
SPEAKS = words_in(
    "i we you he she they it ich wir du ihr er sie es je j' nous vous tu il elle on ils yo nosotros tú usted ella "
    "ellos io noi lui lei voi eu nós você ele ela ik jij hij zij wij ja ty my on ona oni jag du han hon vi jeg "
    "ben biz sen я мы ты вы он она ми ти ви він вона had was were met saw left is are am has have hat war hatte "
    "ist sind est était a es fue era está è era foi é był była jest had was is heeft var hade er var не not no "
    "nicht kein keine pas non nie niet inte ikke değil danke thanks merci gracias grazie obrigado bedankt dzięki "
    "tack tak takk спасибо дякую"
)
"""Pronouns and the commonest verbs: where one stands, somebody speaks, and no entry is written."""
# Event words of scripts that leave no blanks between words.
EVENT_STEMS = ("会議", "ミーティング", "打ち合わせ", "面接", "会议", "會議", "开会", "開會", "面试")
NUMBERS = words_in(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty hundred thousand half quarter"
)
