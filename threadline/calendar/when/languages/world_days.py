"""Days that the United Nations and others have given a cause, by their English names: a rule, then names."""

from __future__ import annotations

WORLD_DAYS = """
1-4 world braille day
1-27 international holocaust remembrance day|holocaust remembrance day
1-21 national hugging day
1/sun/-1 world leprosy day
2-4 world cancer day
2-6 international day of zero tolerance for female genital mutilation
2-11 international day of women and girls in science
2-13 world radio day
2-20 world day of social justice
2-21 international mother language day
2-28 rare disease day
3-1 zero discrimination day
3-3 world wildlife day
3/thu/2 world kidney day
3/fri/1 world day of prayer
3/mon/2 commonwealth day
3-15 world consumer rights day
3-15>fri world sleep day
3-20 international day of happiness|world storytelling day|world oral health day
3-21 world poetry day|world down syndrome day|international day of forests|world puppetry day
3-22 world water day
3-23 world meteorological day
3-24 world tuberculosis day|world tb day
3-27 world theatre day|world theater day
3/sat/-1 earth hour
4-2 world autism awareness day|autism awareness day|international children's book day
4-4 international day for mine awareness
4-6 international day of sport for development and peace
4-7 world health day
4-11 world parkinson's day
4-12 international day of human space flight
4-18 world heritage day|international day for monuments and sites
4-21 world creativity and innovation day
4-23 world book day|world book and copyright day|english language day
4-25 world malaria day
4-26 world intellectual property day
4-27 world design day
4-28 world day for safety and health at work|workers' memorial day
4-29 international dance day|world dance day
4-30 international jazz day
5/tue/1 world asthma day
5-3 world press freedom day
5-4 international firefighters' day
5-5 world portuguese language day
5-8 world red cross day|world thalassaemia day
5-9 europe day
5-12 international nurses day|international nurses' day
5/sat/2 world migratory bird day
5-15 international day of families
5-17 world telecommunication day|international day against homophobia
5-18 international museum day
5-20 world bee day|world metrology day
5-21 world day for cultural diversity|international tea day
5-22 international day for biological diversity
5-25 africa day|towel day
5-29 international day of un peacekeepers
5-31 world no tobacco day|world no-tobacco day
6-1 global day of parents|world milk day|international children's day
6/wed/1 global running day
6-3 world bicycle day
6-5 world environment day
6-7 world food safety day
6-8 world oceans day|world ocean day
6-12 world day against child labour
6-14 world blood donor day
6-15 world elder abuse awareness day
6-17 world day to combat desertification and drought
6-20 world refugee day
6-21 international day of yoga|international yoga day|world music day|fete de la musique
6-23 international olympic day|international widows' day
6-25 day of the seafarer
6-26 international day against drug abuse
6-30 asteroid day|international asteroid day
7/sat/1 international day of cooperatives
7-7 world chocolate day
7-11 world population day
7-15 world youth skills day
7-17 world emoji day
7-18 nelson mandela day|mandela day|nelson mandela international day
7-28 world hepatitis day
7/fri/-1 system administrator appreciation day|sysadmin day
7-30 international day of friendship|international friendship day
8-8 international cat day
8-9 international day of the world's indigenous peoples
8-12 international youth day
8-13 international left handers day
8-19 world humanitarian day|world photography day
8-26 international dog day
9-5 international day of charity|teacher's day in india
9-8 international literacy day|world literacy day
9-10 world suicide prevention day
9-12 international day for south-south cooperation
9-13 programmers' day
9-15 international day of democracy
9-16 international day for the preservation of the ozone layer
9-19 talk like a pirate day|international talk like a pirate day
9-21 international day of peace|world peace day|world alzheimer's day
9-22 world car free day|world car-free day
9-26 european day of languages|world contraception day
9-27 world tourism day
9-28 world rabies day
9-29 world heart day
9-30 international translation day|international podcast day
10-1 international day of older persons|world vegetarian day|international coffee day|international music day
10-2 international day of non-violence
10-4 world animal day
10-5 world teachers' day|world teachers day
10/thu/2 world sight day
10/sat/2 world hospice and palliative care day
10-9 world post day
10-10 world mental health day
10-11 international day of the girl child|international day of the girl
10-13 international day for disaster reduction
10-15 global handwashing day|international day of rural women
10-16 world food day
10-17 international day for the eradication of poverty
10-20 world statistics day
10-24 united nations day|un day|world polio day
10-27 world day for audiovisual heritage
11-1 world vegan day
11-10 world science day
11-13 world kindness day
11-14 world diabetes day
11-16 international day for tolerance
11/thu/3 world philosophy day
11-19 world toilet day
11-20 world children's day|universal children's day|transgender day of remembrance
11-21 world television day|world hello day
11-25 international day for the elimination of violence against women
12-1 world aids day
12-2 international day for the abolition of slavery
12-3 international day of persons with disabilities
12-5 international volunteer day|world soil day
12-7 international civil aviation day
12-9 international anti-corruption day|anti-corruption day
12-11 international mountain day
12-18 international migrants day
12-20 international human solidarity day
"""
