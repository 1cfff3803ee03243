"""French, Spanish, Italian and Portuguese."""

from __future__ import annotations

from threadline.calendar.extract.speech.model import SpeechWords

FRENCH = SpeechWords(
    language="fr",
    create="crée|créer|créez|ajoute|ajouter|ajoutez|planifie|planifier|planifiez|programme|programmer|programmez|"
    "prends|"
    "prendre|prenez|fixe|fixer|fixez|organise|organiser|organisez|réserve|réserver|réservez|note|noter|notez|mets|"
    "mettez|bloque|bloquer|cale|caler|inscris|invite|invitez|prévois|prévoir",
    cancel="annule|annuler|annulez|supprime|supprimer|supprimez|efface|effacer|décommande|enlève",
    move="déplace|déplacer|déplacez|décale|décaler|décalez|reporte|reporter|reportez|repousse|repousser|avance|avancer|"
    "change|changer|modifie|modifier",
    remind="rappelle-moi|rappelez-moi|rappelle moi|rappelle-nous|fais-moi penser|rappel",
    find="trouve un créneau|trouve|trouver|trouvez|cherche|propose|proposez|quand peut-on|quand pouvons-nous|"
    "quand est-ce qu'on peut|quel créneau",
    meet="peut-on|pouvons-nous|pourrait-on|on se voit|on se retrouve|voyons-nous|on peut se voir|on fait|est-ce "
    "qu'on peut|"
    "tu es libre|vous êtes libre|ça te va|ça vous va|rendez-vous|alors|on dit",
    nouns="réunion|réunions|rendez-vous|rdv|entretien|entretiens|appel|visio|visioconférence|point|déjeuner|dîner|"
    "petit-déjeuner|café|dentiste|médecin|docteur|coiffeur|formation|cours|conférence|présentation|fête|anniversaire|"
    "mariage|vacances|congés|voyage|vol|échéance|examen|concert|apéro|soutenance|atelier|séminaire|comité|spectacle",
    question="quand|que|quoi|qui|où|comment|quel|quelle|quels|quelles|combien|est-ce que|qu'est-ce que|à quelle "
    "heure|ai-je|"
    "y a-t-il",
    agenda="qu'est-ce que j'ai|qu'ai-je|mon agenda|mon calendrier|mes rendez-vous|mes réunions|dans mon agenda|"
    "prochain rendez-vous|prochaine réunion|montre-moi|affiche",
    free="libre|libres|disponible|disponibles|dispo",
    busy="occupé|occupée|occupés|pris|prise|en vacances|en congé|absent|absente|indisponible|malade",
    yes="oui|ouais|d'accord|ok|okay|bien sûr|volontiers|parfait|entendu|ça marche|vas-y|allez-y|exact|exactement|"
    "c'est ça|"
    "très bien|confirme|confirmer|avec plaisir",
    no="non|pas|plutôt pas|surtout pas|laisse tomber|laissez tomber|oublie|annule|abandonne",
    agree="ça me va|ça me convient|ça marche|c'est bon pour moi|je suis d'accord|d'accord|entendu|parfait|à mardi|on "
    "fait ça|"
    "je serai là|bonne idée",
    refuse="je ne peux pas|ça ne va pas|ça ne me va pas|pas possible|impossible|malheureusement pas|je ne suis pas "
    "libre|"
    "je dois annuler",
    negation="ne|pas|aucun|aucune|jamais|rien|plus",
    past="était|étaient|avait|avions|a eu|avons eu|hier|la semaine dernière|dernier|dernière",
    thanks="merci|merci beaucoup|je te remercie|je vous remercie",
    greeting="bonjour|salut|bonsoir|coucou|cher|chère|cordialement|bien cordialement|bien à vous|bises|à bientôt|au "
    "revoir",
)
SPANISH = SpeechWords(
    language="es",
    create="agenda|agendar|agéndame|crea|crear|créame|programa|programar|prográmame|añade|añadir|agrega|agregar|apunta|"
    "anota|reserva|reservar|pon|ponme|planifica|organiza|organizar|fija|bloquea|invita|convoca|concierta|haz una cita",
    cancel="cancela|cancelar|anula|anular|borra|borrar|elimina|eliminar|quita|suprime|desconvoca",
    move="mueve|mover|muévelo|cambia|cambiar|pasa|pasar|aplaza|aplazar|pospón|posponer|reprograma|reprogramar|adelanta|"
    "adelantar|retrasa|retrasar|traslada",
    remind="recuérdame|recordarme|recuérdanos|recordatorio|acuérdame",
    find="busca un hueco|busca|buscar|encuentra|encontrar|propón|sugiere|cuándo podemos|cuándo podríamos|qué hora",
    meet="podemos|podríamos|nos vemos|quedamos|quedemos|vamos a vernos|reunámonos|nos reunimos|te viene bien|le "
    "viene bien|"
    "tienes tiempo|estás libre|te parece|entonces|podemos vernos",
    nouns="reunión|reuniones|cita|citas|junta|llamada|videollamada|encuentro|entrevista|almuerzo|comida|cena|"
    "desayuno|café|"
    "dentista|médico|doctor|peluquería|formación|curso|clase|conferencia|presentación|fiesta|cumpleaños|boda|"
    "vacaciones|viaje|vuelo|entrega|examen|concierto|taller|seminario|evento|sesión",
    question="cuándo|cuando|qué|quién|quiénes|dónde|cómo|cuál|cuáles|cuánto|cuántos|cuántas|a qué hora|tengo|hay",
    agenda="qué tengo|qué hay|mi agenda|mi calendario|mis citas|mis reuniones|en mi agenda|próxima cita|próxima "
    "reunión|"
    "muéstrame|enséñame",
    free="libre|libres|disponible|disponibles|hueco|tiempo",
    busy="ocupado|ocupada|ocupados|de vacaciones|ausente|no disponible|liado|liada|enfermo|enferma",
    yes="sí|si|claro|vale|de acuerdo|ok|okay|perfecto|por supuesto|desde luego|exacto|correcto|hazlo|adelante|bueno|"
    "genial|"
    "está bien|confirma|confirmo",
    no="no|mejor no|para nada|déjalo|olvídalo|cancela|descarta",
    agree="me viene bien|me va bien|me parece bien|está bien|de acuerdo|vale|perfecto|quedamos así|allí estaré|hecho|"
    "nos vemos",
    refuse="no puedo|no me viene bien|no me va bien|imposible|no será posible|lamentablemente no|tengo que cancelar",
    negation="no|ningún|ninguna|ninguno|nunca|nada|tampoco",
    past="fue|fueron|era|estuvo|tuvimos|tuve|hubo|ayer|la semana pasada|pasado",
    thanks="gracias|muchas gracias|te lo agradezco|mil gracias",
    greeting="hola|buenos días|buenas tardes|buenas noches|buenas|estimado|estimada|querido|querida|saludos|un saludo|"
    "atentamente|un abrazo|adiós",
)
ITALIAN = SpeechWords(
    language="it",
    create="crea|creare|fissa|fissare|pianifica|pianificare|programma|programmare|aggiungi|aggiungere|prenota|"
    "prenotare|"
    "metti|mettere|segna|segnare|organizza|organizzare|inserisci|inserire|invita|blocca|prendi un appuntamento|annota",
    cancel="annulla|annullare|cancella|cancellare|elimina|eliminare|disdici|disdire|togli|rimuovi",
    move="sposta|spostare|rimanda|rimandare|rinvia|rinviare|cambia|cambiare|anticipa|anticipare|posticipa|posticipare|"
    "modifica",
    remind="ricordami|ricordaci|mi ricordi|promemoria",
    find="trova un orario|trova|trovare|cerca|cercare|proponi|suggerisci|quando possiamo|quando potremmo",
    meet="possiamo|potremmo|ci vediamo|vediamoci|incontriamoci|troviamoci|ti va bene|le va bene|hai tempo|sei libero|"
    "sei libera|facciamo|allora|che ne dici",
    nouns="riunione|riunioni|appuntamento|appuntamenti|incontro|incontri|chiamata|telefonata|videochiamata|call|"
    "colloquio|"
    "pranzo|cena|colazione|caffè|dentista|medico|dottore|parrucchiere|corso|lezione|formazione|conferenza|"
    "presentazione|festa|compleanno|matrimonio|vacanza|vacanze|ferie|viaggio|volo|scadenza|esame|concerto|aperitivo|"
    "evento|seminario|visita",
    question="quando|che|cosa|che cosa|chi|dove|come|quale|quali|quanto|quanti|quante|a che ora|ho|c'è|ci sono",
    agenda="cosa ho|che cosa ho|la mia agenda|il mio calendario|i miei appuntamenti|le mie riunioni|in agenda|"
    "prossimo appuntamento|prossima riunione|mostrami|fammi vedere",
    free="libero|libera|liberi|libere|disponibile|disponibili",
    busy="occupato|occupata|occupati|impegnato|impegnata|in ferie|in vacanza|assente|malato|malata",
    yes="sì|si|certo|certamente|va bene|d'accordo|ok|okay|perfetto|volentieri|esatto|giusto|fallo|procedi|conferma|"
    "confermo|benissimo|ottimo",
    no="no|non|meglio di no|lascia stare|lascia perdere|annulla|per niente",
    agree="mi va bene|va bene|per me va bene|d'accordo|perfetto|ci sarò|ci vediamo|affare fatto|ci sto|confermo",
    refuse="non posso|non mi va bene|non riesco|impossibile|purtroppo no|purtroppo non|devo annullare",
    negation="non|nessun|nessuno|nessuna|mai|niente|nulla",
    past="era|erano|è stato|è stata|abbiamo avuto|ho avuto|ieri|la settimana scorsa|scorso|scorsa",
    thanks="grazie|grazie mille|molte grazie|ti ringrazio|la ringrazio",
    greeting="ciao|buongiorno|buonasera|buon pomeriggio|salve|gentile|caro|cara|cordiali saluti|distinti saluti|saluti|"
    "a presto|arrivederci",
)
PORTUGUESE = SpeechWords(
    language="pt",
    create="marca|marque|marcar|agenda|agende|agendar|cria|crie|criar|adiciona|adicione|adicionar|programa|programe|"
    "programar|reserva|reserve|reservar|põe|ponha|coloca|coloque|anota|anote|organiza|organize|organizar|convida|"
    "convide|bloqueia|bloqueie|planeja|planeje",
    cancel="cancela|cancele|cancelar|desmarca|desmarque|desmarcar|apaga|apague|apagar|exclui|exclua|excluir|remove|"
    "remova|"
    "elimina",
    move="move|mova|mover|muda|mude|mudar|passa|passe|passar|adia|adie|adiar|remarca|remarque|remarcar|antecipa|"
    "antecipe|"
    "antecipar|altera|altere|alterar|transfere",
    remind="lembra-me|me lembra|me lembre|lembre-me|lembrete|recorda-me",
    find="encontra um horário|encontra|encontre|encontrar|acha|ache|procura|procure|sugere|sugira|quando podemos|"
    "quando poderíamos",
    meet="podemos|poderíamos|vamos|vemo-nos|nos vemos|encontramo-nos|nos encontramos|combinamos|dá para|tens tempo|"
    "você tem tempo|está livre|estás livre|que tal|então|pode ser",
    nouns="reunião|reuniões|compromisso|compromissos|encontro|encontros|chamada|ligação|videochamada|entrevista|almoço|"
    "jantar|café|café da manhã|pequeno-almoço|dentista|médico|consulta|cabeleireiro|formação|treinamento|curso|aula|"
    "conferência|palestra|apresentação|festa|aniversário|casamento|férias|viagem|voo|prazo|entrega|prova|exame|"
    "concerto|show|evento|oficina",
    question="quando|que|o que|quem|onde|como|qual|quais|quanto|quantos|quantas|a que horas|que horas|tenho|há|tem",
    agenda="o que tenho|o que há|minha agenda|meu calendário|meus compromissos|minhas reuniões|na agenda|"
    "próximo compromisso|próxima reunião|mostra-me|me mostra|mostre",
    free="livre|livres|disponível|disponíveis|tempo",
    busy="ocupado|ocupada|ocupados|de férias|ausente|indisponível|doente",
    yes="sim|claro|com certeza|ok|okay|está bem|tá bom|tudo bem|certo|perfeito|pode ser|pode|isso|exato|faz isso|"
    "combinado|de acordo|confirma|confirmo|beleza",
    no="não|melhor não|deixa|deixa estar|deixa pra lá|esquece|cancela|de jeito nenhum",
    agree="pode ser|serve|para mim está bom|por mim tudo bem|combinado|de acordo|fechado|perfeito|até lá|vou estar lá|"
    "me serve|dá para mim",
    refuse="não posso|não dá|não consigo|não me dá jeito|infelizmente não|impossível|tenho que cancelar|vou ter que "
    "cancelar",
    negation="não|nenhum|nenhuma|nunca|nada|nem",
    past="foi|foram|era|esteve|tivemos|tive|houve|ontem|na semana passada|passado|passada",
    thanks="obrigado|obrigada|muito obrigado|muito obrigada|valeu|agradeço",
    greeting="olá|oi|bom dia|boa tarde|boa noite|caro|cara|prezado|prezada|atenciosamente|cumprimentos|abraço|abraços|"
    "até logo|tchau",
)
TABLES = (FRENCH, SPANISH, ITALIAN, PORTUGUESE)
