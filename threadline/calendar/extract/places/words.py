"""The words that name places or stand before them, in the languages that are read."""

from __future__ import annotations

from threadline.calendar.extract.vocabulary import words_in

ROOMS = (
    "room|raum|zimmer|saal|besprechungsraum|konferenzraum|sitzungszimmer|meetingraum|seminarraum|salle|bureau|sala|"
    "aula|"
    "salón|salon|despacho|stanza|ufficio|auditório|zaal|kamer|vergaderzaal|pokój|rum|lokale|lokal|grupperum|møterom|"
    "rom|"
    "konferensrum|mötesrum|mødelokale|oda|salonu|кабинет|комната|комнате|кабинете|зал|зале|переговорная|переговорной|"
    "кімната|кімнаті|кабінет|кабінеті|gate|hall|suite|studio|lab|auditorium|theatre|platform|gleis|halle|gebäude|"
    "court|pitch|lane|booth|building|floor|bâtiment|edificio|edifício|gebouw|budynek"
)
"""Words behind which a number or a capital names one of them: "Raum 3", "salle B", "Gate 4"."""

NOUNS = words_in(
    "room hall office offices building cafe café restaurant bar park hotel library center centre studio lobby "
    "floor street st avenue ave road rd boulevard blvd lane plaza square campus headquarters hq school university "
    "church airport station hospital clinic house home theater theatre stadium gym kitchen auditorium pub canteen "
    "cafeteria lounge garden museum gallery zoo beach pool lake mall market store shop bank court temple mosque "
    "salon garage lab lodge club arena pavilion harbour harbor pier terminal gate downtown city town village work "
    "place apartment büro raum zimmer saal halle haus hof gasthaus wirtshaus lokal bibliothek zentrum bahnhof "
    "flughafen schule universität kirche klinik praxis krankenhaus kantine küche foyer empfang rathaus markt "
    "platz straße strasse gasse zuhause kino stadion werkstatt besprechungsraum konferenzraum bureau salle "
    "cantine gare aéroport école université église hôpital cabinet maison parc bibliothèque mairie hôtel théâtre "
    "cinéma marché boulangerie oficina sala cafetería estación aeropuerto escuela universidad iglesia clínica "
    "casa parque biblioteca museo teatro cine mercado ufficio stanza mensa stazione aeroporto scuola università "
    "chiesa ospedale parco piazza albergo ristorante trattoria osteria pizzeria sede escritório estação escola "
    "universidade igreja kantoor zaal luchthaven kerk ziekenhuis huis bibliotheek plein biuro biurze sali salę "
    "kawiarni restauracji szkole domu dworcu kontoret rummet restaurang restaurangen kontor mødelokale cafeen "
    "skolen kirken sjukhuset hemma hjemme ofis ofiste ofisinde evde kafede restoranda офисе офис кафе ресторане "
    "ресторан школе доме вокзале парке офісі ресторані школі field inn annex wing patio terrace deck cabin ranch farm "
    "yard backyard courtyard vineyard winery brewery diner bistro tavern steakhouse grill deli bakery marina dock "
    "cottage mansion villa auditorium ballroom courthouse courtroom dealership nursery daycare preschool playground "
    "spa clubhouse barn pharmacy laundromat supermarket bookstore warehouse factory showroom embassy consulate "
    "synagogue cathedral chapel monastery stadtbibliothek bücherei schwimmbad turnhalle stadthalle sporthalle aula "
    "biergarten friedhof baustelle geschäft laden filiale autohaus rathaus zoo supermarkt apotheke arztpraxis bad "
    "tiergarten messe lager piscine médiathèque bibliothèques stade gymnase pharmacie supermarché usine atelier "
    "clinique agence boutique centre campus caserne tribunal cathédrale cimetière aula piscina estadio gimnasio "
    "farmacia supermercado fábrica taller agencia tienda ayuntamiento playa plaza campus centro tribunal catedral "
    "bar hotel restaurante palestra stadio farmacia supermercato fabbrica officina negozio municipio spiaggia "
    "duomo ambulatorio studio aeroporto ginásio farmácia estádio fábrica oficina loja praia câmara tribunal quartel "
    "restaurante hospital aldeia jardim zwembad sporthal stadion apotheek supermarkt fabriek winkel strand "
    "gemeentehuis rechtbank school restaurant café station ziekenhuis gymzaal bibliotece biblioteka basen basenie "
    "stadionie aptece sklepie fabryce urzędzie plaży sądzie kinie teatrze muzeum kościele szpitalu hotelu parku "
    "przychodni siłowni galerii stacji lotnisku hali auli biblioteket stadsbiblioteket simhallen stadion apoteket "
    "fabriken butiken stranden kommunhuset tingsrätten kyrkan teatern bion museet sjukhuset hotellet parken gymmet "
    "stationen flygplatsen aulan skolan kaféet matsalen kantinen svømmehallen fabrikken butikken rådhuset retten "
    "teatret biografen kinoen sygehuset sykehuset lufthavnen flyplassen hallen kantina treningssenteret skole kirke "
    "kütüphane kütüphanede okulda hastanede otelde parkta müzede библиотеке бассейне стадионе аптеке магазине заводе "
    "театре кино музее церкви больнице отеле поликлинике зале аэропорту суде кафетерии бібліотеці басейні стадіоні "
    "аптеці магазині заводі театрі кіно музеї церкві лікарні готелі поліклініці залі аеропорту суді парку кафе "
    "musikschule volkshochschule gemeindehaus vereinsheim kita kindergarten hort eisdiele kletterhalle conservatoire "
    "crèche lycée collège patinoire gymnase cantine brasserie conservatorio instituto guardería polideportivo bodega "
    "circolo asilo liceo pasticceria enoteca questura infantário garagem ginásio academia clube colégio salão "
    "salones pastelaria "
    "muziekschool kinderopvang buurthuis sportclub musikskolan förskolan dagis klubben idrottshallen ishallen "
    "barnehagen børnehaven idrettshallen cines pabellón local hala hali klub notaría estúdio agriturismo "
    "przedszkolu klubie warsztacie szkoły детсаду садике клубе дитсадку клубі"
)

ENGLISH = words_in("at in @ near inside")
OTHERS = words_in(
    "im in am bei beim an auf à au aux chez dans en a al alla alle allo da dal nel nella nell all em no na nos "
    "nas op bij te w we i på hos ved в во на у sur"
)
"""Words before a place; most of them stand before times and other things too, so what follows has to look like one."""

VISITED = words_in(
    "arzt ärztin zahnarzt zahnärztin hausarzt augenarzt kinderarzt tierarzt frauenarzt hautarzt steuerberater "
    "friseur frisör notar anwalt physio optiker therapeut chef chefin médecin dentiste coiffeur coiffeuse notaire "
    "avocat avocate kiné ostéo ostéopathe ophtalmo dermato dermatologue pédiatre vétérinaire véto opticien psy "
    "comptable gynéco dentista medico médico dottore parrucchiere parrucchiera notaio avvocato commercialista "
    "veterinario oculista dermatologo pediatra estetista fisioterapista barbiere tandarts dokter huisarts kapper "
    "notaris advocaat dierenarts fysio oogarts tandläkaren läkaren frisören veterinären tandlægen lægen frisøren "
    "tannlegen legen dyrlægen veterinæren lekarza dentysty fryzjera notariusza weterynarza adwokata okulisty врача "
    "стоматолога нотариуса парикмахера лікаря нотаріуса перукаря"
)
"""Whom one goes to see: said with the preposition of places, they say what the event is ("Termin beim Arzt")."""

NOT_PLACES = words_in(
    "order case general advance addition person time least last first all my your our calendar charge moment end "
    "beginning start latest earliest same most once any some this that these those which what noon midnight night "
    "future meantime past event events works progress mind fact particular total detail details touch anschluss "
    "voraus ordnung bezug rahmen team fall ruhe kürze zukunft auftrag namen grunde vorfeld particulier général "
    "effet avance fin retard équipe caso equipo efecto generale anticipo fine anhang betreff kalender calender "
    "agenda calendario calendrier programma programm sache gespräch attesa geral espera equipe "
    "risk stake hand large ease length will rest odds peace war issue hours night once urlaub krankenstand elternzeit "
    "mutterschutz ruhestand vacances congé congés déplacement vacaciones ferie férias vakantie"
)

INNER = words_in("de du des del della di da do dos das la le les el the of van der den & and zum zur am im auf")
"""Small words that may stand within a name: "Café de Flore", "Hotel am Ring"."""

CITIES = words_in(
    "berlin hamburg münchen munich köln cologne frankfurt stuttgart düsseldorf leipzig dresden hannover nürnberg "
    "bremen wien vienna graz linz salzburg innsbruck zürich zurich basel bern genf genève geneva london "
    "manchester edinburgh dublin paris lyon marseille nice toulouse bordeaux lille strasbourg madrid barcelona "
    "valencia sevilla bilbao málaga lisboa lisbon porto roma rome milano milan torino turin napoli naples firenze "
    "florence bologna venezia venice amsterdam rotterdam utrecht brussel brussels bruxelles antwerpen københavn "
    "copenhagen aarhus oslo bergen stockholm göteborg gothenburg malmö helsinki warszawa warsaw kraków krakow "
    "wrocław gdańsk praha prague budapest istanbul ankara izmir athens moskau moscow kyiv kiev boston chicago "
    "seattle denver austin dallas houston miami atlanta toronto montreal vancouver berkeley tokyo osaka shanghai "
    "beijing singapore sydney melbourne dubai mumbai delhi bangalore"
)
