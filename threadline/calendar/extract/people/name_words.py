"""The words that stand before, between and behind the names of people, in the languages that are read."""

from __future__ import annotations

from threadline.calendar.extract.vocabulary import words_in

WITH = words_in("with w/ mit avec con com met med z ze с со з із con")
"""Behind these a person or a list of people may be named. Some are other words elsewhere, so a name has to follow."""

JOINS = words_in("and und et y e en i oraz och og ve и та і й plus sowie ainsi")

BETWEEN = words_in("between zwischen entre tra fra tussen między mellan mellem между між")

DETERMINERS = words_in(
    "my our your the his her their a an der dem den die das mein meine meinem meiner meinen unser unserem unserer "
    "le la les mon ma mes notre nos el los las mi mis nuestro il lo gli mio mia miei o os as meu minha de het "
    "mijn min mitt"
)
BEFORE_NAMES = words_in("la il lo el o a os as die der den dem l")
"""Articles that some languages put before names: "com a Ana", "con la Giulia", "mit der Anna"."""

RELATIONS = words_in(
    "mom mum mother dad father boss manager ceo cto cfo wife husband brother sister son daughter friend friends "
    "family girlfriend boyfriend partner client clients team colleague colleagues customer customers grandma "
    "grandpa parents kids uncle aunt cousin roommate neighbor bro sis director lawyer accountant landlord "
    "investors broker agent realtor therapist trainer tutor teacher barber stylist plumber electrician contractor "
    "banker advisor adviser mentor intern assistant attorney pediatrician nanny babysitter classmate supervisor "
    "neighbors neighbours neighbour in-laws inlaws girls guys boys crew roommates flatmates flatmate grandkids twins "
    "cousins aunts uncles sisters brothers teammates bandmates coworkers coworker godmother godfather stepmom stepdad "
    "niece nephew fiancé fiancée nachbarn nachbar schwiegereltern mädels jungs kumpels voisins voisin beaux-parents "
    "copains copines collègues vecinos suegros compañeros suoceri vicini colleghi sogros vizinhos colegas buren "
    "schoonouders collega's kollegor kollegorna grannarna svärföräldrarna naboerne kollegerne "
    "suegra suegro suocera suocero sogra sogro schwiegermutter schwiegervater schwester schoonmoeder svärmor svigermor "
    "principal recruiter candidate applicant vendor supplier tenant architect contractor instructor "
    "chef chefin kollege kollegin kollegen kunde kunden kundin mama papa mutter vater bruder "
    "schwester freund freundin oma opa eltern familie maman père mère frère sœur soeur patron équipe ami amie "
    "amis famille mamá papá madre padre jefe jefa hermano hermana amigo amiga amigos cliente equipo familia mamma "
    "papà capo fratello sorella amico amica amici squadra pai mãe chefe irmão irmã família klant baas moeder vader "
    "broer zus vriend vriendin mamą tatą szefem szefową klientem pappa chefen mor far sjefen мамой папой шефом "
    "клиентом мамою татом"
)
HONORIFICS = words_in(
    "dr mr mrs ms prof professor doctor sir miss herr herrn frau monsieur madame mme m señor señora sr sra don "
    "doña signor signora dott dottor dottoressa senhor senhora meneer mevrouw pan panem panią pani fru bay bayan "
    "coach pastor rabbi captain nurse avvocato avvocata ingegner architetto maître docteur docteure doutor doutora "
    "professora profesora profesor professeur doctora abogado abogada dottor dokter advocaat rechtsanwalt doktor"
)
FOLLOWING = words_in("jr sr ii iii")

NOT_PEOPLE = words_in(
    "titel título titre titolo wem wen qui quién quien chi quem wie kto vem kogo option options plan version "
    "everyone everybody all anyone someone person people you them him her us me it this that these those what "
    "which whom employees guests others each attendees participants details notes food video audio snacks slides "
    "attached supporting additional more some any no one documents document materials material attachment "
    "attachments link links subject title topic short quick brief regard regards regarding respect reference "
    "allen alle tout tous toutes todas tutte iedereen todos tutti allem ihm ihr ihnen "
    "dir euch uns mir toi moi lui nous vous elle ti lei noi voi "
    "você mim jou ons hen coffee tea lunch dinner breakfast cake drinks notice pay passport luggage permission "
    "love care pleasure freundlichen besten vielen lieben freundlichem vriendelijke os venlig vänliga wszystkimi"
)
"""What may follow those words and is nobody: "with everyone", "with attached slides", "mit freundlichen Grüßen"."""

COLLECTIVE = words_in(
    "everyone everybody all team us alle allen uns team tous toutes nous équipe todos todas nosotros equipo tutti "
    "tutte noi squadra tout todo equipe iedereen allemaal ons alla alle wszyscy wszystkich"
)
"""Words for all who are concerned: people, and never what an event is called."""
COLLECTIVE_PATTERN = (
    r"(?:the |my |our )?(?:whole |entire )?(?:team|gang|crew|group)|(?:the|my|our) (?:[\w&-]+ ){1,2}?(?:team|crew|"
    r"group|department|board|committee|class|staff)|everyone(?: else)?|everybody(?: else)?|"
    r"all(?: of (?:us|them|you))?|us(?: all)?|allen?|uns alle|das (?:ganze )?team|tout le monde|toute l['’]équipe|"
    r"l['’]équipe|tous|toutes|todos|todas|todo el (?:mundo|equipo)|el equipo|tutti|tutte|tutta la squadra|"
    r"toda a (?:gente|equipe)|a equipa|iedereen|het (?:hele )?team"
)

NEVER_IN_NAMES = words_in(
    "um für zum zur am im bei mit und ist sind bis von vom ab auf wem wen nach über nächste nächsten heute morgen "
    "bescheid para por el los las en con y que del al hoy mañana es son a le les à au aux pour et dans chez est "
    "sont demain alle nel nella per il lo gli e è di domani oggi het op om voor naar is zijn na o w we i på kl "
    "klockan hos til till för saat bugün yarın"
)
"""Small words that end a name in other languages, where everything is written small: "termin mit madden um 17 uhr"."""

NAMED_LIKE_TIMES = words_in("april may june august augusta summer autumn dawn eve noor june sunny")
"""Given names that the grammar of time would read otherwise; as names they begin with a capital."""

GIVEN_NAMES = words_in(
    "aaron abby abigail adam adrian agnes ahmed aisha alan albert alejandro alessandro alex alexander alexandra "
    "alfred ali alice alicia allison amanda amber amelia amir amy ana andre andrea andreas andres andrew andy "
    "angela angelica anita anja ann anna annabelle anne annie anthony antoine antonio april arjun arne arthur "
    "ashley astrid audrey augusta barbara beatrice ben benjamin bernard beth bianca bill bjorn bob boris brad "
    "brandon brenda brian bruno bryan caleb camila carl carla carlos carmen caroline carolyn carter catherine "
    "cecelia cecile celine charles charlie charlotte chen cheryl chloe chris christian christina christine "
    "christopher cindy claire clara claudia claus colin connor craig cynthia damon dan dana daniel daniela danny "
    "dave david debbie deborah denise dennis derek diana diego dieter dirk dominic donald donna doris dorothy "
    "doug dylan edgar eduardo edward elena eli elias elif elisa elizabeth ella ellen elli emil emilia emily emma "
    "enrique eric erica erik esther ethan eugene eva evan eve fatima felix fiona florian frances francesca "
    "francesco francis francois frank franz fred frederic gabriel gary george gerald gina giovanni giulia gloria "
    "grace greg gunnar gustav hana hannah hans harald harold harry hector heather heidi heike helen helena hellen "
    "henrik henry hiroshi hugo ian ida ignacio ines ingrid irene iris isaac isabel isabella isabelle ivan jack "
    "jackie jacob jaime jake james jan jana jane janet janice jason javier jay jean jeff jeffrey jenna jennifer "
    "jenny jens jeremy jerry jesse jessica jim jimmy joan joanna joao joe joel johan johannes john johnathon "
    "johnny jon jonas jonathan jordan jorge jose joseph josh joshua joyce juan judith judy julia julian julie "
    "justin karen karin karl kate katharina katherine kathleen kathy katie katrina kayla keith kelly ken kenneth "
    "kenji kerry kevin kim kimberly klaus kristen kristina kurt kyle lara lars laura lauren laurent lea lee leila "
    "lena leo leon leonardo leonie liam lili lilly lily linda lisa lois lorenzo louis louise luca lucas lucia "
    "lucy luigi luis luisa lukas luke lydia maciej madison magda manuel marc marcel marcia marco marcus margaret "
    "maria mariam marie marina mario marion marisa marta martha martin martina mary mateo matteo matthew matthias "
    "matt maurice max maya megan mei melanie melissa mia michael michel michelle miguel mika mike milan mina mira "
    "miriam mohammed moritz nadia nancy naomi natalia natalie nathan nelson nia nicholas nick nico nicolas nicole "
    "nils nina noah nora norma olga oliver olivia omar oscar otto pablo pam pamela paola paolo patricia patrick "
    "paul paula pedro penny peter petra phil philip philipp phoebe pierre priya rachel rafael rajesh ralph ramon "
    "raymond rebecca regina rene ricardo richard rick rita rob robert roberto robin roger roland ron rosa rose "
    "roy ruth ryan sabine sally sam samantha samuel sandra sara sarah scott sean sebastian sergio seth sharon "
    "sheila shirley silvia simon simone sofia sophia sophie stefan stephanie stephen steve steven stuart sue "
    "susan suzanne sven sylvia tanja tara ted teresa thea theo theresa thomas tiffany tim timothy tina tobias "
    "todd tom tomas tommy tony tracy trevor ulrich ursula valentina valeria vanessa vera veronica victor victoria "
    "viktor vincent virginia vivian walter wanda wang wendy werner will william wolfgang xavier yan yara yasmin "
    "yuki yusuf yves zach zoe"
)
"""Common given names, for texts that are written small."""
