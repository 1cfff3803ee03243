"""Named days as English speakers call them: a rule (see `rule_of`), then its names.

Names with "'s" are known without it and without the apostrophe as well.
"""

from __future__ import annotations

HOLIDAYS = """
1-1 new year|new year's|new year's day|new years day|new year day|new year's day
12-31 new year's eve|new years eve|new year eve|nye|hogmanay
12-25 christmas|xmas|christmas day|xmas day|x-mas
12-24 christmas eve|xmas eve
12-26 boxing day|st stephen's day|saint stephen's day|second day of christmas
12-26x7 kwanzaa
2-14 valentine's day|valentine day|valentines day|valentine's|saint valentine's day|st valentine's day
3-17 st patrick's day|saint patrick's day|saint patrick|st paddy's day|paddy's day
3-1 st david's day|saint david's day
4-23 st george's day|saint george's day
11-30 st andrew's day|saint andrew's day
6-24 st john's day|saint john's day|midsummer day
12-6 st nicholas day|saint nicholas day|st nicholas' day
12-13 st lucia's day|saint lucy's day|santa lucia
4-1 april fools|april fool's day|april fools day|april fools' day|all fools' day
4-22 earth day|international mother earth day
5-5 cinco de mayo
6-19 juneteenth|freedom day|jubilee day|emancipation day
7-4,IN=8-15,PK=8-14,MX=9-16,BR=9-7,PH=6-12,ID=8-17,GR=3-25,FI=12-6,PL=11-11 independence day
7-4 fourth of july day|4th of july day
10-31 halloween|hallowe'en|all hallows' eve
11-11 veterans day|veteran's day|armistice day|remembrance day
11/sun/2 remembrance sunday
5-1 may day|international workers' day|international workers day|workers' day
5-1,US+CA=9/mon/1,NZ=10/mon/4 labour day
9/mon/1,GB+DE+AT+IN+CN+FR+ES+IT=5-1 labor day
11-1 all saints day|all saints' day|all hallows' day|all hallows
11-2 all souls day|all souls' day|day of the dead|dia de los muertos|dia de muertos
1-6 epiphany|three kings' day|three kings day|twelfth night
2-2 groundhog day|candlemas
3-8 women's day|international women's day
11-19 men's day|international men's day
7-14 bastille day
11-5 guy fawkes|guy fawkes night|guy fawkes day|bonfire night
1-25 burns night
1/mon/3 mlk day|martin luther king day|martin luther king jr day|martin luther king jr. day|martin luther king's day
2/mon/3 presidents day|president's day|presidents' day|washington's birthday
2-12 lincoln's birthday
5/sun/2,GB+IE=E-21,FR+SE=5/sun/-1,ES+PT=5/sun/1,NO=2/sun/2,PL=5-26,MX=5-10,AR=10/sun/3 mother's day
E-21 mothering sunday
6/sun/3,DE=E+39,AT=6/sun/2,ES+IT+PT=3-19,AU+NZ=9/sun/1,SE+NO+FI=11/sun/2,PL=6-23 father's day
5/mon/-1 memorial day|decoration day
5/sat/3 armed forces day
6-14 flag day
9-11 patriot day
9/sun/2 grandparents day|grandparents' day|national grandparents day
7/sun/4 parents' day|parents day
4/thu/4 take our daughters and sons to work day|take your child to work day|bring your child to work day
4-21>wed administrative professionals' day|administrative professionals day|secretaries' day
10-16 boss's day|boss day|national boss day
4-15 tax day
4-14 pan american day
3-14 pi day
11-11 singles' day|singles day
11-2>tue election day
10/mon/2 columbus day|indigenous peoples day|indigenous peoples' day
11/thu/4,CA=10/mon/2 thanksgiving|thanksgiving day|thanks giving
10/mon/2 canadian thanksgiving
11/thu/4+1 black friday|the day after thanksgiving day
11/thu/4+2 small business saturday
11/thu/4+4 cyber monday
11/thu/4+5 giving tuesday
E easter|easter sunday|easter day
E+1 easter monday
E-2 good friday
E-1 holy saturday|easter saturday|easter eve
E-3 maundy thursday|holy thursday|covenant thursday
E-7 palm sunday|branch sunday
E-7x7 holy week
E-46 ash wednesday
E-46x46 lent season
E-47 mardi gras|shrove tuesday|pancake day|pancake tuesday|fat tuesday
E-48 shrove monday|rosenmontag|rose monday|carnival monday
E+7 low sunday|divine mercy sunday
E+39 ascension day|ascension thursday|ascension
E+49 pentecost|whit sunday|white sunday|pentecost sunday
E+50 whit monday|pentecost monday|monday of the holy spirit
E+56 trinity sunday|feast of the holy trinity
E+60 corpus christi|feast of corpus christi
E+68 sacred heart
11-20>sun christ the king
11-27>sun advent sunday|first advent|first sunday of advent|first advent sunday
12-4>sun second advent|second sunday of advent
12-11>sun third advent|third sunday of advent
12-18>sun fourth advent|fourth sunday of advent
O orthodox easter|orthodox easter sunday|greek easter|pascha|orthodox pascha
O+1 orthodox easter monday
O-2 orthodox good friday|orthodox great friday|great friday
O-1 orthodox holy saturday|orthodox great saturday
O-7 orthodox palm sunday
O-8 lazarus saturday|orthodox lazarus saturday
O-48 clean monday|orthodox shrove monday|green monday
O-48x40 great lent
O+39 orthodox ascension|orthodox ascension day
O+49 orthodox pentecost
1-7 orthodox christmas|orthodox christmas day|russian christmas
1-14 orthodox new year|old new year
8-15 assumption day|assumption of mary|feast of the assumption
12-8 immaculate conception|feast of the immaculate conception
3-25 annunciation|feast of the annunciation|lady day
9-29 michaelmas
islamic:eid_al_fitr eid al fitr|eid al-fitr|eid ul fitr|eid ul-fitr|eid|lesser eid
islamic:eid_al_adha eid al adha|eid al-adha|eid ul adha|eid ul-adha|greater eid|bakrid|bakra eid|feast of the sacrifice
islamic:hijri_new_year islamic new year|hijri new year|muharram|first of muharram
islamic:ashura ashura|day of ashura
islamic:mawlid mawlid|mawlid al nabi|mawlid al-nabi|milad un nabi|prophet's birthday
islamic:isra_and_miraj isra and miraj|isra and mi'raj|isra miraj|lailat al miraj
islamic:laylat_al_qadr laylat al qadr|laylat al-qadr|night of power|night of destiny
islamic:ramadan_beginningx29 ramadan|ramadhan|ramzan|ramadan month
hebrew:hanukkahx8 hanukkah|chanukah|hanukah|chanukkah|hanukka
hebrew:passoverx8,IL=hebrew:passoverx7 passover|pesach|pesah
hebrew:passover+14 pesach sheni
hebrew:rosh_hashanahx2 rosh hashanah|rosh hashana|rosh ha shanah|jewish new year
hebrew:yom_kippur yom kippur|day of atonement
hebrew:sukkotx7 sukkot|sukkos|feast of tabernacles|feast of booths
hebrew:sukkot+6 hoshana rabbah
hebrew:sukkot+7 shemini atzeret
hebrew:sukkot+8,IL=hebrew:sukkot+7 simchat torah
hebrew:purim purim
hebrew:purim+1 shushan purim
hebrew:shavuotx2,IL=hebrew:shavuot shavuot|shavuos|feast of weeks
hebrew:lag_baomer lag baomer|lag b'omer|lag ba omer
hebrew:tisha_bav tisha b'av|tisha bav
hebrew:israel_independence yom haatzmaut|yom ha'atzmaut|israeli independence day
chinese:lunar_new_year chinese new year|lunar new year|chinese new year's day|seollal
chinese:lunar_new_year+14 lantern festival
chinese:qingming qingming|qingming festival|tomb sweeping day
chinese:dragon_boat dragon boat festival|duanwu festival|tuen ng
chinese:mid_autumn mid autumn festival|mid-autumn festival|mooncake festival|chuseok
chinese:double_ninth double ninth festival|chung yeung
chinese:hung_kings hung kings day|hung kings' festival
buddhist:vesak vesak|wesak|vesak day|buddha day|buddha's birthday
thai:loy_krathong loy krathong|loi krathong
thai:makha_bucha makha bucha|makha bucha day
thai:asarnha_bucha asalha bucha|asalha puja
hindu:diwali diwali|deepavali|divali|diwali day|lakshmi puja
hindu:diwali+1 govardhan puja
hindu:naraka_chaturdashi choti diwali|naraka chaturdashi|kali chaudas
hindu:holi holi|dhulandi|festival of colors|festival of colours
hindu:raksha_bandhan raksha bandhan|rakhi
hindu:dussehra dussehra|dasara|vijayadashami|vijaya dashami
hindu:sharad_navratrix9 navratri|navaratri|sharad navratri|durga puja
hindu:chaitra_navratrix9 chaitra navratri
hindu:maha_shivaratri maha shivaratri|shivaratri|mahashivratri
hindu:ganesh_chaturthi ganesh chaturthi|vinayaka chaturthi
hindu:janmashtami janmashtami|krishna janmashtami|gokulashtami
hindu:ram_navami ram navami|rama navami
hindu:hanuman_jayanti hanuman jayanti
hindu:basant_panchami vasant panchami|basant panchami
hindu:karwa_chauth karwa chauth|karva chauth
hindu:chhath_puja chhath|chhath puja
hindu:guru_nanak_jayanti guru nanak jayanti|guru nanak gurpurab|gurpurab
hindu:guru_gobind_singh_jayanti guru gobind singh jayanti|guru gobind singh birthday
hindu:guru_ravidas_jayanti guru ravidas jayanti|guru ravidass jayanti
hindu:guru_purnima guru purnima
hindu:buddha_purnima buddha purnima
hindu:mahavir_jayanti mahavir jayanti|mahavir janma kalyanak
hindu:rath_yatra rath yatra|ratha yatra
hindu:onam onam|thiru onam|thiruvonam
hindu:pongal pongal|thai pongal
hindu:makar_sankranti makar sankranti|maghi
hindu:vaisakhi vaisakhi|baisakhi|mesadi
hindu:gudi_padwa gudi padwa|ugadi
hindu:vishu vishu
hindu:puthandu puthandu|tamil new year
hindu:thaipusam thaipusam
hindu:pohela_boishakh pohela boishakh|bengali new year
hindu:naag_panchami naag panchami|nag panchami
1-13 lohri
hindu:diwali-2 dhanteras|dhan teras
hindu:diwali+2 bhai dooj|bhai duj|bhaiya dooj
hindu:pongal-1 bhogi|boghi
8-16 parsi new year
4-13x3 songkran
3-21 nowruz|navroz|nawroz|persian new year|norooz
2/sun/2 super bowl|super bowl sunday|superbowl|superbowl sunday
5-1 loyalty day|law day
4/fri/-1 arbor day|national arbor day
4-10 siblings day|national siblings day
5/sun/2-2 military spouse day|military spouse appreciation day
4/mon/4 confederate memorial day|confederate heroes day
1/mon/3 robert e lee day|robert e. lee day|robert e lee's birthday
8-30 national grief awareness day|grief awareness day
1-26 republic day|australia day
10-2 gandhi jayanti
4-25 anzac day
2-6 waitangi day
7-1 canada day
5-18>mon victoria day
8/mon/1 civic holiday
5/mon/1 early may bank holiday|may bank holiday
5/mon/-1 spring bank holiday|late may bank holiday
8/mon/-1 summer bank holiday|august bank holiday
10-3 german unity day|day of german unity
10-31 reformation day
10-26 austrian national day
8-1 swiss national day
4-27 king's day|kingsday|koningsdag
5-5 liberation day
6-19>fri midsummer eve|midsummer's eve
6-20>sat midsummer
4-30 walpurgis night
5-17 norwegian constitution day|syttende mai
6-2 festa della repubblica
10-1x7 golden week of china
4-29x7 golden week
1/mon/2 coming of age day
12-10 human rights day
"""
