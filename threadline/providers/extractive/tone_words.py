"""Words that colour a text in German, French, Spanish, Italian, Portuguese and Dutch: VADER knows English only.

Beginnings of words in small letters, so that a word stands for its forms; a further language is a further row.
"""

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class ToneWords:
    """One language: what is good and bad, strongly or not, what turns the next words round, what makes them more."""

    good: str
    great: str
    bad: str
    awful: str
    nots: str
    more: str

    @cached_property
    def weights(self) -> tuple[tuple[str, float], ...]:
        """The beginnings with their weights, the longest first."""
        rows = ((self.good, 1.9), (self.great, 3.0), (self.bad, -1.9), (self.awful, -3.0))
        found = [(word, weight) for words, weight in rows for word in words.split()]
        return tuple(sorted(found, key=lambda each: -len(each[0])))

    @cached_property
    def turning(self) -> frozenset[str]:
        """Words that turn what follows round."""
        return frozenset(self.nots.split())

    @cached_property
    def stronger(self) -> frozenset[str]:
        """Words that make what follows more."""
        return frozenset(self.more.split())


TONE_WORDS: dict[str, ToneWords] = {
    "de": ToneWords(
        "gut gute guter gutes guten schön freut freue freundlich nett zufrieden gern dank hilfreich angenehm lecker "
        "glücklich froh erfolg gelungen sauber schnell empfehl mag gefällt gefallen lob praktisch bequem zuverlässig",
        "super toll großartig ausgezeichnet hervorragend perfekt fantastisch wunderbar begeistert liebe lieben liebt "
        "exzellent genial spitze klasse beste bester bestes besten traumhaft",
        "schlecht langsam teuer traurig enttäusch ärger problem fehler leider unfreundlich schmutzig kaputt schwierig "
        "langweil müde sorge schade mangel verspät unzufrieden nervig nervt laut kalt unhöflich beschwer defekt",
        "furchtbar schrecklich grauenhaft katastroph hass hasse entsetz miserabel widerlich unerträglich wütend "
        "schlimm schlimmst unverschämt inakzeptabel",
        "nicht kein keine keinen keiner keinem nie niemals kaum ohne",
        "sehr äußerst wirklich total extrem so besonders richtig ganz absolut",
    ),
    "fr": ToneWords(
        "bon bonne bons bonnes bien agréable content satisf merci gentil sympa heureu joli utile rapide propre réussi "
        "recommand aime aimé plaisir accueillant délicieu confortable pratique",
        "excellent parfait génial magnifique formidable superbe adore fantastique merveill exceptionnel ravi meilleur "
        "remarquable incroyable",
        "mauvais lent lente cher déçu décev déception triste problème erreur malheureu sale cassé difficile ennuy "
        "fatigu inquiet retard dommage froid bruyant impoli désagréable insatisf plainte",
        "horrible affreu catastroph terrible nul nulle déteste détestable épouvant furieu scandaleu inacceptable pire "
        "lamentable dégueu",
        "pas jamais aucun aucune sans ni guère",
        "très vraiment extrêmement tellement si trop particulièrement absolument",
    ),
    "es": ToneWords(
        "bueno buena buenos buenas buen bien agradable contento contenta satisf gracias amable feliz bonit útil rápid "
        "limpi éxito recomiend gusta gustó gustan encant placer cómod delicios simpátic práctic",
        "excelente perfect genial magnífic maravillos fantástic estupend increíble mejor amo adoro espectacular "
        "fabulos extraordinari",
        "malo mala malos malas mal lento lenta caro cara decepcion triste problema error lamentabl suci roto rota "
        "difícil aburrid cansad preocup retraso pena frío ruidos molest grosero insatisf queja",
        "terrible horrible pésim espantos desastr odio odia furios inaceptable peor asqueros fatal vergonzos",
        "no nunca jamás ningún ninguna sin tampoco apenas",
        "muy realmente extremadamente tan demasiado totalmente absolutamente",
    ),
    "it": ToneWords(
        "buono buona buoni buone buon bene piacevol content soddisf grazie gentil felic bello bella belli utile veloc "
        "pulit successo consigli piace piaciut piacere comod delizios simpatic pratic accoglient",
        "eccellente ottim perfett fantastic magnific meraviglios stupend splendid adoro amo incredibil miglior "
        "straordinari eccezional",
        "cattiv male lento lenta caro cara delus deluden triste problem error purtroppo sporc rotto rotta difficil "
        "noios stanc preoccup ritardo peccato freddo rumoros scortes sgradevol insoddisf lamentel",
        "terribil orribil pessim disastr odio spaventos furios inaccettabil peggior vergognos schifos",
        "non mai nessun nessuna nessuno senza né",
        "molto davvero estremamente così troppo veramente assolutamente tanto",
    ),
    "pt": ToneWords(
        "bom boa bons boas bem agradável content satisf obrigad gentil feliz felizes bonit útil rápid limp sucesso "
        "recomend gosto gostei gostamos prazer confortável delicios simpátic prátic",
        "excelente ótim perfeit fantástic maravilhos magnífic adoro adorei amo amei incríve melhor espetacular genial "
        "extraordinári",
        "mau má maus más mal lento lenta caro cara decepcion desilud triste problema erro infelizmente suj quebrad "
        "difíci chato chata cansad preocup atraso pena frio barulh desagradáve insatisf queixa reclama",
        "terrível horrível péssim desastr odeio odiei furios inaceitável pior nojent vergonhos",
        "não nunca jamais nenhum nenhuma sem nem",
        "muito realmente extremamente tão demais totalmente absolutamente",
    ),
    "nl": ToneWords(
        "goed goede fijn leuk mooi tevreden blij dank bedankt vriendelijk aardig nuttig snel schoon succes aanbevel "
        "aanrader graag lekker gezellig prettig gelukkig handig comfortabel",
        "geweldig uitstekend perfect fantastisch prachtig schitterend super heerlijk top beste uitmuntend dol "
        "ongelooflijk briljant",
        "slecht langzaam traag duur teleur verdriet probleem problemen fout fouten helaas vies kapot moeilijk saai moe "
        "zorg vertraging jammer koud lawaai onbeleefd onvriendelijk ontevreden klacht vervelend",
        "verschrikkelijk vreselijk afschuwelijk ramp haat woedend onacceptabel slechtst waardeloos walgelijk schandal",
        "niet geen nooit zonder nauwelijks",
        "zeer heel erg echt enorm zo bijzonder absoluut ontzettend",
    ),
}
"""What colours a text, by language."""
