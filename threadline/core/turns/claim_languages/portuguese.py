"""Portuguese, of Brazil and of Portugal."""

from threadline.core.turns.claim_languages.model import ClaimWords

_DONE = "(?:reservad|agendad|marcad|cancelad|adiad|remarcad|convidad|antecipad|desmarcad|programad)[oa]s?"
_ALSO = (
    "(?:movid|adicionad|enviad|criad|alterad|mudad|confirmad|avisad|guardad|salv|gravad|aceit|recusad|informad|tirad|"
    r"retirad|removid|registrad|registad|anotad|definid|apagad|excluíd|respondid|notificad|inscrit|colocad|"
    r"configurad|atualizad|passad|eliminad|encurtad|prolongad|alongad|estendid|reduzid|renomead)[oa]s?"
)
_DID = (
    "movi|adicionei|enviei|criei|alterei|mudei|confirmei|avisei|exclu[ií]|coloquei|atualizei|passei|aceitei|recusei|"
    r"guardei|salvei|gravei|tirei|retirei|removi|registrei|registei|anotei|escrevi|respondi|apaguei|notifiquei|"
    r"informei|"
    r"mandei|pus"
)
_TO = (
    r"(?:reservar|agendar|marcar|cancelar|adiar|remarcar|convidar|mover|adicionar|enviar|criar|alterar|mudar|confirmar|"
    r"avisar|aceitar|recusar|guardar|tirar|remover|anotar|escrever|responder)"
)
_SO = r"(?:já |agora |também |logo )*"

PORTUGUESE = ClaimWords(
    acts=rf"\b(?:reservei|agendei|marquei|cancelei|adiei|remarquei|convidei|desmarquei)\b|\b(?:foi|foram) "
    rf"{_SO}(?:{_DONE})\b|"
    rf"^\W*(?:reservad|agendad|marcad|cancelad)[oa]\b|\bacabei de {_TO}\b|"
    rf"\b(?:criei|defini|coloquei|adicionei|pus) (?:um|o|seu|o seu|o teu) lembrete\b|"
    rf"\blembrete\b.*\b(?:está|foi|fica) {_SO}(?:{_DONE}|{_ALSO}|ativo|pronto)\b|"
    rf"\b(?:aceitei|recusei) (?:o|seu|o seu|o teu|esse|este) convite\b|\b(?:você|tu) est(?:á|ás) marcad[oa] para\b",
    deeds=rf"\b(?:{_DID})\b|\b(?:foi|foram) {_SO}(?:{_ALSO})\b(?!.*\bpor\b)|\btenho {_SO}(?:{_ALSO})\b|"
    rf"\b(?:ficou|ficaram|ficas?) {_SO}(?:{_DONE}|{_ALSO})\b|^\W*(?:feito|tudo (?:feito|pronto|certo))\b|"
    rf"^\W*pronto\W*$|\bestá {_SO}(?:tudo )?(?:feito|pronto|tratado|"
    rf"resolvido)\b|"
    rf"^\W*(?:{_DONE}|movid[oa]|adicionad[oa]|confirmad[oa]) (?:a|às|para|da|do)\b|\b(?:convite|resposta|"
    rf"mensagem)s?\b.*\b(?:a caminho|saíram|saiu)\b|"
    rf"\bjá sabem?\b|\bestá (?:já |agora )?(?:a par|ciente)\b|\bjá está (?:a par|ciente)\b|\brecebeu (?:um |o |seu "
    rf")?convite\b|"
    rf"\b(?:começa|termina|é|fica) agora\b.*\b(?:às|à|em|na|no)\b|\bagora (?:começa|é|fica) (?:às|à|em)\b|\btomei "
    rf"nota\b",
    states=rf"\best(?:á|ão) {_SO}(?:{_DONE}|{_ALSO})\b|\bestá {_SO}(?:na|no) (?:sua|seu|tua|teu) (?:agenda|"
    rf"calendário)\b",
    nots=r"\bnão\b|\bnada\b|\bquando\b|\bse\b|\bantes\b|\bsem\b|\bcartão\b|\bainda\b|\bserá\b|\bnunca\b|\bpara "
    r"(?:cancelar|"
    r"confirmar)\b",
    promises=r"\b(?:lembrarei|avisarei|enviarei|reservarei|cancelarei|moverei|anotarei|guardarei|convidarei|aceitarei|"
    r"recusarei|marcarei|agendarei|adicionarei)\b|\bvou (?:te |lhe |me |o |a )*(?:lembrar|avisar|enviar|reservar|"
    r"cancelar|"
    r"mover|mudar|anotar|guardar|convidar|aceitar|recusar|marcar|agendar|adicionar)\b|\bterei (?:isso )?em conta\b|"
    r"\blevarei em conta\b",
    ifs=r"\bnão\b|\bquando\b|\bse\b|\bantes\b|\bdepois\b|\bassim que\b|\bconfirm|\bcartão\b|\bclic|\bpropo",
    reports=r"\W*(?:segundo (?:[oa] )?(?!(?:calendário|agenda|seu|sua|teu|tua)\b)[\w .-]{1,30}?,|(?!(?:eu|nós|"
    r"seu|teu|o calendário)\b)"
    r"(?:[\w.-]+ ){1,3}?(?:diz|disse|escreve|escreveu|comenta)\b(?: que)?)\s",
    joins="e|mas",
)
