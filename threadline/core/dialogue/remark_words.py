"""Remarks as people write them, by what they are and by language. Data: a further language is a further row."""

from collections.abc import Mapping
from enum import StrEnum


class Remark(StrEnum):
    """What a remark is."""

    THANKS = "thanks"
    HELLO = "hello"
    GOODBYE = "goodbye"
    WHO = "who"
    ABILITIES = "abilities"
    HOW = "how"
    PRAISE = "praise"
    SORRY = "sorry"
    FEELING = "feeling"
    JOKE = "joke"
    ANSWER = "answer"


PHRASES: Mapping[Remark, Mapping[str, str]] = {
    Remark.THANKS: {
        "en": "thanks|thank you|thx|ty|cheers|thanks a lot|many thanks|thank you so much|thanks so much|"
        "thank you very much|much appreciated|thanks for your help|thanks for the help|great thanks|ok thanks|"
        "perfect thanks|thanks again|that's all thanks|great thank you|perfect thank you|ok thank you|"
        "cool thanks|awesome thanks|thanks a million|i appreciate it",
        "de": "danke|danke dir|danke schön|danke sehr|vielen dank|besten dank|super danke|danke für die hilfe|"
        "vielen lieben dank|herzlichen dank|ok danke|perfekt danke|danke vielmals|tausend dank",
        "fr": "merci|merci beaucoup|merci bien|super merci|merci pour ton aide|merci pour votre aide|mille mercis|"
        "parfait merci|ok merci",
        "es": "gracias|muchas gracias|mil gracias|gracias por la ayuda|muchísimas gracias|perfecto gracias|vale "
        "gracias",
        "it": "grazie|grazie mille|molte grazie|grazie dell'aiuto|grazie tante|perfetto grazie|ok grazie",
        "pt": "obrigado|obrigada|muito obrigado|muito obrigada|obrigado pela ajuda|obrigada pela ajuda|valeu|"
        "perfeito obrigado|perfeito obrigada|ok obrigado|ok obrigada",
        "nl": "bedankt|dank je|dank je wel|dank u|dank u wel|dankjewel|hartelijk dank|heel erg bedankt|super bedankt|"
        "bedankt voor je hulp|top bedankt",
    },
    Remark.HELLO: {
        "en": "hi|hello|hey|hey there|hi there|hello there|good morning|good afternoon|good evening|morning|yo|hiya|"
        "howdy|hi again|hello again|good day|happy monday|happy friday",
        "de": "hallo|guten morgen|guten tag|guten abend|moin|moin moin|servus|grüß gott|grüezi|hallo zusammen|hi du|"
        "hey du|morgen|mahlzeit",
        "fr": "bonjour|salut|bonsoir|coucou|re bonjour",
        "es": "hola|buenos días|buenas tardes|buenas|buenas noches|hola de nuevo",
        "it": "ciao|buongiorno|buonasera|salve|buon pomeriggio",
        "pt": "olá|oi|bom dia|boa tarde|boa noite|oi tudo bem",
        "nl": "hoi|goedemorgen|goedemiddag|goedenavond|goedendag|hallo daar|dag",
        "": "hej|cześć|dzień dobry|merhaba|привет|здравствуйте|привіт|こんにちは|おはよう|おはようございます|你好|您好|"
        "안녕하세요|مرحبا|नमस्ते",
    },
    Remark.GOODBYE: {
        "en": "bye|goodbye|bye bye|see you|see you later|see you tomorrow|see you soon|good night|have a nice day|"
        "have a good one|have a good day|have a nice weekend|talk to you later|talk later|take care|cya|ttyl",
        "de": "tschüss|auf wiedersehen|bis dann|bis später|bis morgen|bis bald|gute nacht|schönen tag noch|"
        "schönes wochenende|schönen feierabend|mach's gut",
        "fr": "au revoir|à plus|à bientôt|à demain|à plus tard|bonne nuit|bonne journée|bonne soirée|bon week-end",
        "es": "adiós|hasta luego|hasta mañana|hasta pronto|nos vemos|buen día|que tengas un buen día|buen fin de "
        "semana",
        "it": "arrivederci|a presto|a domani|buona notte|buonanotte|ci vediamo|buona giornata|buona serata",
        "pt": "tchau|até logo|até amanhã|até mais|até breve|bom fim de semana",
        "nl": "doei|tot ziens|tot morgen|tot later|fijne dag|fijn weekend|slaap lekker|welterusten",
    },
    Remark.WHO: {
        "en": "who are you|what are you|what's your name|what is your name|are you a bot|are you a robot|"
        "are you human|are you an ai|are you real|who am i talking to|who is this|introduce yourself|who made you|"
        "who built you|are you chatgpt|tell me about yourself|do you have a name",
        "de": "wer bist du|was bist du|wie heißt du|wer sind sie|bist du ein bot|bist du ein mensch|bist du echt|"
        "wie ist dein name|stell dich vor|mit wem spreche ich|wer hat dich gemacht|bist du ein roboter",
        "fr": "qui es-tu|qui êtes-vous|tu es qui|comment tu t'appelles|comment t'appelles-tu|t'es qui|c'est qui|"
        "es-tu un robot|es-tu humain|tu es un robot|présente-toi|quel est ton nom",
        "es": "quién eres|quién es usted|cómo te llamas|eres un bot|eres un robot|eres humano|eres humana|"
        "cuál es tu nombre|preséntate|qué eres",
        "it": "chi sei|come ti chiami|chi è lei|sei un bot|sei un robot|sei umano|qual è il tuo nome|presentati|cosa "
        "sei",
        "pt": "quem é você|quem és tu|quem és|qual é o seu nome|qual é o teu nome|como te chamas|como você se chama|"
        "você é um robô|você é humano|és um robô|o que você é",
        "nl": "wie ben je|wie ben jij|hoe heet je|wie bent u|wat ben je|ben je een bot|ben je een robot|"
        "ben je een mens|stel jezelf voor|wat is je naam",
    },
    Remark.ABILITIES: {
        "en": "what can you do|what else can you do|what can you do for me|what do you do|how can you help|"
        "how can you help me|can you help me|can you help|help|help me|help please|how does this work|how do you work|"
        "what are you good for|what are your features|what can i ask you|what can i say|what should i say|"
        "how do i use you|how do i use this|what can i do with you|what can i do here|what can i do with this|"
        "i need help|i need your help|could you help me|what are you able to do|what do you know|show me what you "
        "can do",
        "de": "was kannst du|was kannst du alles|was können sie|kannst du mir helfen|hilfe|wie funktionierst du|"
        "wie funktioniert das|was machst du|womit kannst du mir helfen|wobei kannst du mir helfen|"
        "was kann ich hier tun|was kann ich dich fragen|ich brauche hilfe|hilf mir|was kann man hier machen",
        "fr": "que peux-tu faire|que sais-tu faire|que peux-tu faire pour moi|qu'est-ce que tu peux faire|"
        "tu peux faire quoi|aide|aide-moi|comment ça marche|que pouvez-vous faire|qu'est-ce que tu sais faire|"
        "à quoi tu sers|peux-tu m'aider|tu peux m'aider|j'ai besoin d'aide",
        "es": "qué puedes hacer|qué sabes hacer|en qué puedes ayudarme|puedes ayudarme|ayuda|cómo funciona|"
        "qué haces|para qué sirves|me puedes ayudar|necesito ayuda|ayúdame|cómo funciona esto",
        "it": "cosa puoi fare|che cosa puoi fare|cosa sai fare|puoi aiutarmi|aiuto|come funziona|a cosa servi|"
        "che cosa sai fare|mi puoi aiutare|ho bisogno di aiuto|aiutami|cosa fai",
        "pt": "o que você pode fazer|o que você faz|o que podes fazer|o que sabe fazer|pode me ajudar|ajuda|"
        "como funciona|o que fazes|você pode me ajudar|podes ajudar-me|preciso de ajuda|me ajuda|o que sabes fazer",
        "nl": "wat kun je|wat kan je|wat kun je doen|wat kan je doen|wat kun je allemaal|kun je me helpen|"
        "hoe werkt dit|wat doe je|wat kan ik je vragen|ik heb hulp nodig|help me|kan je me helpen|wat kunt u",
    },
    Remark.HOW: {
        "en": "how are you|how are you doing|how's it going|how is it going|what's up|sup|how do you do|are you ok|"
        "are you there|are you still there|you there|anyone there|anybody there|how are you today|how was your day|"
        "how have you been|are you awake|are you listening|test|testing|ping|is anyone there",
        "de": "wie geht's|wie geht es dir|wie geht es ihnen|alles gut|wie läuft's|bist du da|bist du noch da|"
        "jemand da|was geht|wie geht's dir|alles klar bei dir",
        "fr": "ça va|comment ça va|comment vas-tu|comment allez-vous|tu es là|tu vas bien|quoi de neuf|il y a "
        "quelqu'un",
        "es": "qué tal|cómo estás|cómo está|estás ahí|qué hay|cómo te va|cómo va todo|hay alguien",
        "it": "come stai|come va|ci sei|tutto bene|come sta|sei ancora lì|c'è qualcuno",
        "pt": "tudo bem|como vai|como você está|como estás|está aí|você está aí|tudo bom|tem alguém aí",
        "nl": "hoe gaat het|hoe gaat het met je|ben je er|ben je er nog|alles goed|is er iemand|hoe is het",
    },
    Remark.PRAISE: {
        "en": "nice|cool|wow|great job|good job|well done|nice work|good work|nice one|you're awesome|you are awesome|"
        "you're great|you are great|you rock|you're the best|you are the best|love it|i love it|i love you|amazing|"
        "that's amazing|that's cool|that's nice|lol|haha|hahaha|good bot|impressive|fantastic|neat|sweet|yay|good to "
        "know|"
        "interesting|so cool|very nice|that was fast|brilliant work|you're funny|you are funny",
        "de": "cool|toll|klasse|gut gemacht|du bist toll|du bist super|du bist der beste|ich liebe dich|haha|lol|"
        "wow|wahnsinn|sehr schön|schön|nett|gute arbeit|das ging schnell|interessant|gut zu wissen",
        "fr": "bravo|chouette|bien joué|tu es génial|tu es super|tu es le meilleur|je t'adore|mdr|haha|wow|trop bien|"
        "beau travail|impressionnant|bon à savoir",
        "es": "qué bien|bien hecho|eres genial|eres el mejor|eres la mejor|jaja|jajaja|wow|guay|buen trabajo|"
        "impresionante|te quiero|qué guay|interesante",
        "it": "bravo|brava|ben fatto|sei grande|sei fantastico|sei il migliore|ahah|wow|che bello|bel lavoro|forte|"
        "interessante",
        "pt": "legal|que legal|bom trabalho|você é demais|você é incrível|és o maior|haha|kkk|uau|que bom|fixe|bacana|"
        "interessante",
        "nl": "leuk|mooi|goed gedaan|goed bezig|je bent geweldig|je bent de beste|haha|wauw|gaaf|netjes|knap|"
        "interessant",
    },
    Remark.SORRY: {
        "en": "sorry|i'm sorry|oops|my bad|my mistake|apologies|whoops|sorry about that|i am sorry|wrong channel|"
        "wrong chat|ignore me",
        "de": "entschuldigung|sorry|tut mir leid|ups|mein fehler|verzeihung|entschuldige|falscher chat",
        "fr": "désolé|désolée|pardon|oups|je suis désolé|je suis désolée|excuse-moi|excusez-moi|mon erreur",
        "es": "perdón|lo siento|disculpa|disculpe|ups|mi error|perdona",
        "it": "scusa|scusami|mi dispiace|ops|scusi|errore mio|colpa mia",
        "pt": "desculpa|desculpe|perdão|ops|sinto muito|foi mal|erro meu",
        "nl": "sorry|het spijt me|oeps|mijn fout|excuses|foutje",
    },
    Remark.FEELING: {
        "en": "i'm bored|i am bored|i'm tired|i am tired|i'm so tired|i'm hungry|i'm stressed|i am stressed|"
        "i'm so stressed|i'm exhausted|i'm sad|i'm happy|i'm sick|i'm busy|i'm so busy|what a day|it's monday|tgif|"
        "i hate mondays|i hate meetings|too many meetings|i have too many meetings|i feel sick|i'm overwhelmed|"
        "i don't know|no idea|whatever|hmm|hm|ugh|meh|nothing|never mind me|i'm back|i'm here|long day",
        "de": "mir ist langweilig|ich bin müde|ich habe hunger|ich bin gestresst|ich bin krank|ich bin traurig|"
        "was für ein tag|ich weiß nicht|keine ahnung|hm|hmm|egal|nichts|ich bin wieder da|ich bin erschöpft",
        "fr": "je m'ennuie|je suis fatigué|je suis fatiguée|j'ai faim|je suis stressé|je suis stressée|je suis malade|"
        "quelle journée|je ne sais pas|je sais pas|bof|aucune idée|rien",
        "es": "estoy aburrido|estoy aburrida|estoy cansado|estoy cansada|tengo hambre|estoy estresado|"
        "estoy estresada|qué día|no sé|no lo sé|ni idea|estoy enfermo|estoy enferma",
        "it": "mi annoio|sono stanco|sono stanca|ho fame|sono stressato|sono stressata|che giornata|non lo so|boh|"
        "nessuna idea|sto male",
        "pt": "estou entediado|estou entediada|estou cansado|estou cansada|estou com fome|estou estressado|"
        "estou estressada|que dia|não sei|sei lá|estou doente",
        "nl": "ik verveel me|ik ben moe|ik heb honger|ik ben gestrest|wat een dag|ik weet het niet|geen idee|"
        "ik ben ziek",
    },
    Remark.JOKE: {
        "en": "tell me a joke|tell a joke|do you know a joke|make me laugh|say something funny|tell me something funny|"
        "another joke|sing a song|sing me a song|tell me a story",
        "de": "erzähl mir einen witz|erzähl einen witz|kennst du einen witz|bring mich zum lachen|noch einen witz|"
        "sing ein lied|erzähl mir eine geschichte",
        "fr": "raconte-moi une blague|raconte une blague|tu connais une blague|fais-moi rire|chante une chanson|"
        "raconte-moi une histoire",
        "es": "cuéntame un chiste|cuenta un chiste|sabes un chiste|hazme reír|canta una canción|cuéntame una historia",
        "it": "raccontami una barzelletta|dimmi una barzelletta|conosci una barzelletta|fammi ridere|"
        "canta una canzone|raccontami una storia",
        "pt": "conta uma piada|conte uma piada|me conta uma piada|conta-me uma piada|faz-me rir|canta uma música|"
        "me conta uma história",
        "nl": "vertel een mop|vertel me een mop|vertel een grap|vertel me een grap|ken je een mop|zing een liedje|"
        "vertel me een verhaal",
    },
}
"""By kind and language; "" holds the greetings of further languages."""
