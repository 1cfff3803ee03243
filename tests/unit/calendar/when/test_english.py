"""English expressions, each with what it means on the reference day."""

from __future__ import annotations

import pytest

from tests.unit.calendar.when.scenes import first, shown

DAYS = [
    ("today", "2026-11-18 > 2026-11-19"),
    ("tomorrow", "2026-11-19 > 2026-11-20"),
    ("tmrw", "2026-11-19 > 2026-11-20"),
    ("the day after tomorrow", "2026-11-20 > 2026-11-21"),
    ("the day before yesterday", "2026-11-16 > 2026-11-17"),
    ("yesterday", "2026-11-17 > 2026-11-18"),
    ("the next day", "2026-11-19 > 2026-11-20"),
    ("the day before", "2026-11-17 > 2026-11-18"),
    ("now", "2026-11-18 09:30"),
    ("Friday", "2026-11-20 > 2026-11-21"),
    ("next Friday", "2026-11-27 > 2026-11-28"),
    ("last Friday", "2026-11-13 > 2026-11-14"),
    ("this past Monday", "2026-11-16 > 2026-11-17"),
    ("past Monday", "2026-11-16 > 2026-11-17"),
    ("coming Wednesday", "2026-11-25 > 2026-11-26"),
    ("this coming Monday", "2026-11-23 > 2026-11-24"),
    ("this Wednesday", "2026-11-18 > 2026-11-19"),
    ("Friday of next week", "2026-11-27 > 2026-11-28"),
    ("next week on Tuesday", "2026-11-24 > 2026-11-25"),
    ("Tuesday week", "2026-12-01 > 2026-12-02"),
    ("March 3", "2027-03-03 > 2027-03-04"),
    ("3 March 2027", "2027-03-03 > 2027-03-04"),
    ("March 3rd, 2027", "2027-03-03 > 2027-03-04"),
    ("the 3rd of March", "2027-03-03 > 2027-03-04"),
    ("Tue, March 9", "2027-03-09 > 2027-03-10"),
    ("3/14", "2027-03-14 > 2027-03-15"),
    ("3/14/27", "2027-03-14 > 2027-03-15"),
    ("2027-03-14", "2027-03-14 > 2027-03-15"),
    ("14.03.2027", "2027-03-14 > 2027-03-15"),
    ("14-Mar-2027", "2027-03-14 > 2027-03-15"),
    ("Mar/14/2027", "2027-03-14 > 2027-03-15"),
    ("2027/Mar/14", "2027-03-14 > 2027-03-15"),
    ("20270314", "2027-03-14 > 2027-03-15"),
    ("14-2027-March", "2027-03-14 > 2027-03-15"),
    ("March-2027-14", "2027-03-14 > 2027-03-15"),
    ("the 25th", "2026-11-25 > 2026-11-26"),
    ("Saturday the 28th", "2026-11-28 > 2026-11-29"),
    ("Friday 27", "2026-11-27 > 2026-11-28"),
    ("Friday 7.6", "2027-07-06 > 2027-07-07"),
    ("next 6th of April", "2027-04-06 > 2027-04-07"),
    ("March 3 of 87", "1987-03-03 > 1987-03-04"),
    ("3 Aug 96", "1996-08-03 > 1996-08-04"),
    ("January twenty fifth two thousand and twenty seven", "2027-01-25 > 2027-01-26"),
    ("twenty five January nineteen eighty six", "1986-01-25 > 1986-01-26"),
    ("4th of July 1999", "1999-07-04 > 1999-07-05"),
    ("12/24 2027", "2027-12-24 > 2027-12-25"),
    ("wednsday", "2026-11-18 > 2026-11-19"),
    ("febuary 12", "2027-02-12 > 2027-02-13"),
    ("March eighth", "2027-03-08 > 2027-03-09"),
    ("2/29", "2028-02-29 > 2028-03-01"),
    ("tomorrow, 11/19/2026", "2026-11-19 > 2026-11-20"),
    ("last March 3", "2026-03-03 > 2026-03-04"),
]


CLOCKS = [
    ("at 3", "2026-11-18 15:00"),
    ("at 9", "2026-11-19 09:00"),
    ("at 6", "2026-11-18 18:00"),
    ("3pm", "2026-11-18 15:00"),
    ("3 p.m.", "2026-11-18 15:00"),
    ("3 p . m .", "2026-11-18 15:00"),
    ("9a", "2026-11-19 09:00"),
    ("15:30", "2026-11-18 15:30"),
    ("15:30:10", "2026-11-18 15:30"),
    ("8.30pm", "2026-11-18 20:30"),
    ("12:30am", "2026-11-19 00:30"),
    ("12am", "2026-11-19 00:00"),
    ("12pm", "2026-11-18 12:00"),
    ("half past two", "2026-11-18 14:30"),
    ("quarter to five", "2026-11-18 16:45"),
    ("quarter past 3pm", "2026-11-18 15:15"),
    ("quarter to noon", "2026-11-18 11:45"),
    ("twenty minutes to 3pm", "2026-11-18 14:40"),
    ("ten minutes past nine", "2026-11-19 09:10"),
    ("noon", "2026-11-18 12:00"),
    ("12 noon", "2026-11-18 12:00"),
    ("midnight", "2026-11-19 00:00"),
    ("five thirty", "2026-11-18 17:30"),
    ("one thirty pm", "2026-11-18 13:30"),
    ("eight hundred am", "2026-11-19 08:00"),
    ("eleven o'clock", "2026-11-18 11:00"),
    ("10ish", "2026-11-18 10:00"),
    ("at 1430", "2026-11-18 14:30"),
    ("at 0930", "2026-11-18 09:30"),
    ("at 17.30", "2026-11-18 17:30"),
    ("at around 4", "2026-11-18 16:00"),
    ("by 5pm", " > 2026-11-18 17:00"),
    ("six forty-five in the evening", "2026-11-18 18:45"),
    ("730 in the evening", "2026-11-18 19:30"),
    ("3 in the afternoon", "2026-11-18 15:00"),
    ("14:00 pm", "2026-11-18 14:00"),
    ("now", "2026-11-18 09:30"),
    ("dinner at 7", "2026-11-18 19:00"),
    ("breakfast at 7", "2026-11-19 07:00"),
    ("2026-12-01T14:00:00Z", "2026-12-01 09:00"),
    ("20261201T140000Z", "2026-12-01 09:00"),
    ("2026-12-01T14:00:00+05:30", "2026-12-01 03:30"),
    ("in the morning", "2026-11-18 08:00 > 2026-11-18 12:00"),
    ("lunchtime", "2026-11-18 12:00 > 2026-11-18 14:00"),
    ("at lunch", "2026-11-18 12:00 > 2026-11-18 14:00"),
    ("early morning", "2026-11-18 08:00 > 2026-11-18 10:00"),
]


CLOCK_RANGES = [
    ("3-4:30pm", "2026-11-18 15:00 > 2026-11-18 16:30"),
    ("3:00 - 4:30 pm", "2026-11-18 15:00 > 2026-11-18 16:30"),
    ("11-1pm", "2026-11-18 11:00 > 2026-11-18 13:00"),
    ("9-10am", "2026-11-19 09:00 > 2026-11-19 10:00"),
    ("8am-3", "2026-11-19 08:00 > 2026-11-19 15:00"),
    ("10pm to 2am", "2026-11-18 22:00 > 2026-11-19 02:00"),
    ("noon to 2", "2026-11-18 12:00 > 2026-11-18 14:00"),
    ("9.30-10.30am", "2026-11-18 09:30 > 2026-11-18 10:30"),
    ("from 8 to 4 on Mar 3", "2027-03-03 08:00 > 2027-03-03 16:00"),
    ("between 1 and 2:45", "2026-11-18 13:00 > 2026-11-18 14:45"),
    ("between 3 and 4 tomorrow", "2026-11-19 15:00 > 2026-11-19 16:00"),
    ("from three thirty to four thirty", "2026-11-18 15:30 > 2026-11-18 16:30"),
    ("between 5 and 6 in the afternoon", "2026-11-18 17:00 > 2026-11-18 18:00"),
    ("5 to 7 in the morning", "2026-11-19 05:00 > 2026-11-19 07:00"),
    ("tomorrow 9-5", "2026-11-19 09:00 > 2026-11-19 17:00"),
    ("at 3-4", "2026-11-18 15:00 > 2026-11-18 16:00"),
    ("Friday 2-3:15pm", "2026-11-20 14:00 > 2026-11-20 15:15"),
    ("9-10 ET", "2026-11-19 09:00 > 2026-11-19 10:00"),
    ("2-3pm on Friday", "2026-11-20 14:00 > 2026-11-20 15:00"),
    ("Friday from 10 to 11:30", "2026-11-20 10:00 > 2026-11-20 11:30"),
    ("first Monday 1pm to 3pm of next month", "2026-12-07 13:00 > 2026-12-07 15:00"),
    ("22-23 Feb at 7pm", "2027-02-22 19:00 > 2027-02-23 19:00"),
]


DAYS_WITH_CLOCKS = [
    ("tomorrow at 3pm", "2026-11-19 15:00"),
    ("3pm tomorrow", "2026-11-19 15:00"),
    ("tomorrow 3pm", "2026-11-19 15:00"),
    ("3pm on the 25th", "2026-11-25 15:00"),
    ("Friday morning", "2026-11-20 08:00 > 2026-11-20 12:00"),
    ("Friday at 8 in the evening", "2026-11-20 20:00"),
    ("late Friday afternoon", "2026-11-20 14:30 > 2026-11-20 17:00"),
    ("tomorrow am", "2026-11-19 08:00 > 2026-11-19 12:00"),
    ("tomorrow pm", "2026-11-19 12:00 > 2026-11-19 17:00"),
    ("tomorrow night at 11", "2026-11-19 23:00"),
    ("tonight at 1am", "2026-11-19 01:00"),
    ("midnight tonight", "2026-11-19 00:00"),
    ("8 tonight", "2026-11-18 20:00"),
    ("10, tonight", "2026-11-18 22:00"),
    ("in the morning at 7", "2026-11-19 07:00"),
    ("this afternoon", "2026-11-18 12:00 > 2026-11-18 17:00"),
    ("this afternoon at 4", "2026-11-18 16:00"),
    ("last night", "2026-11-17 20:00 > 2026-11-18 00:00"),
    ("last night at 8", "2026-11-17 20:00"),
    ("late last night", "2026-11-17 22:00 > 2026-11-18 00:00"),
    ("tonight", "2026-11-18 20:00 > 2026-11-19 00:00"),
    ("tonight 7-9", "2026-11-18 19:00 > 2026-11-18 21:00"),
    ("tomorrow around 3", "2026-11-19 15:00"),
    ("Friday the 27th around 4", "2026-11-27 16:00"),
    ("tomorrow at six forty-three minutes", "2026-11-19 18:43"),
    ("Wed Nov 25 15:50:06 2026", "2026-11-25 15:50"),
    ("05/31/2027.14:15", "2027-05-31 14:15"),
    ("next Monday afternoon", "2026-11-23 12:00 > 2026-11-23 17:00"),
    ("Wednesday evening next week", "2026-11-25 17:00 > 2026-11-25 21:00"),
    ("Friday 4 Dec 2026 at 5 PM", "2026-12-04 17:00"),
    ("tomorrow morning 9-10", "2026-11-19 09:00 > 2026-11-19 10:00"),
    ("on Sat 3pm", "2026-11-21 15:00"),
    ("sat at 5", "2026-11-21 17:00"),
    ("first Monday evening of next month", "2026-12-07 17:00 > 2026-12-07 21:00"),
]


RELATIVE = [
    ("in 3 days", "2026-11-21 > 2026-11-22"),
    ("in two weeks", "2026-12-02 > 2026-12-03"),
    ("in a fortnight", "2026-12-02 > 2026-12-03"),
    ("in an hour and a half", "2026-11-18 11:00"),
    ("in 2.5 hours", "2026-11-18 12:00"),
    ("in half an hour", "2026-11-18 10:00"),
    ("in 1 hour and 30 minutes", "2026-11-18 11:00"),
    ("in 1d 2h", "2026-11-19 11:30"),
    ("in 2 mon", "2027-01-18 > 2027-01-19"),
    ("5 minutes from now", "2026-11-18 09:35"),
    ("30 minutes later", "2026-11-18 10:00"),
    ("20 minutes ago", "2026-11-18 09:10"),
    ("2 weeks and 2 days ago", "2026-11-02 > 2026-11-03"),
    ("+15 minutes", "2026-11-18 09:45"),
    ("a couple of days from now", "2026-11-20 > 2026-11-21"),
    ("in a few days", "2026-11-21 > 2026-11-22"),
    ("three weeks from tomorrow", "2026-12-10 > 2026-12-11"),
    ("a week from Friday", "2026-11-27 > 2026-11-28"),
    ("a week on Tuesday", "2026-12-01 > 2026-12-02"),
    ("the day before Christmas", "2026-12-24 > 2026-12-25"),
    ("2 days before Thanksgiving", "2026-11-24 > 2026-11-25"),
    ("two months after next Friday", "2027-01-27 > 2027-01-28"),
    ("2 years 1 month 21 days later", "2029-01-08 > 2029-01-09"),
    ("in 4 business days", "2026-11-24 > 2026-11-25"),
    ("next weekday", "2026-11-19 > 2026-11-20"),
    ("3 Fridays from now", "2026-12-04 > 2026-12-05"),
    ("two sundays ago", "2026-11-08 > 2026-11-09"),
    ("Monday two weeks from now", "2026-11-30 > 2026-12-01"),
    ("3 weeks after Christmas on Friday", "2027-01-15 > 2027-01-16"),
    ("2026-12-29 -10 days", "2026-12-19 > 2026-12-20"),
    ("next Tuesday +10 days", "2026-12-04 > 2026-12-05"),
    ("in 24 hours", "2026-11-19 09:30"),
    ("in 90s", "2026-11-18 09:31"),
    ("in 3 centuries", "2326-11-18 > 2326-11-19"),
]


PERIODS = [
    ("this week", "2026-11-16 > 2026-11-23"),
    ("next week", "2026-11-23 > 2026-11-30"),
    ("nextweek", "2026-11-23 > 2026-11-30"),
    ("last month", "2026-10-01 > 2026-11-01"),
    ("the week after next", "2026-11-30 > 2026-12-07"),
    ("the month before last", "2026-09-01 > 2026-10-01"),
    ("this quarter", "2026-10-01 > 2027-01-01"),
    ("next quarter", "2027-01-01 > 2027-04-01"),
    ("last 2 quarters", "2026-04-01 > 2026-10-01"),
    ("Q1 2027", "2027-01-01 > 2027-04-01"),
    ("2027-Q2", "2027-04-01 > 2027-07-01"),
    ("q3", "2027-07-01 > 2027-10-01"),
    ("the first quarter of 2027", "2027-01-01 > 2027-04-01"),
    ("H2 2027", "2027-07-01 > 2028-01-01"),
    ("second half of 2027", "2027-07-01 > 2028-01-01"),
    ("second half of next year", "2027-07-01 > 2028-01-01"),
    ("week 12", "2026-03-16 > 2026-03-23"),
    ("week 3 of 2027", "2027-01-18 > 2027-01-25"),
    ("the week of December 7", "2026-12-07 > 2026-12-14"),
    ("the week commencing December 7", "2026-12-07 > 2026-12-14"),
    ("weekend of the 28th", "2026-11-28 > 2026-11-30"),
    ("this weekend", "2026-11-21 > 2026-11-23"),
    ("next weekend", "2026-11-28 > 2026-11-30"),
    ("last weekend", "2026-11-14 > 2026-11-16"),
    ("last weekend of July", "2027-07-31 > 2027-08-02"),
    ("second weekend of March", "2027-03-13 > 2027-03-15"),
    ("the last week of July", "2027-07-26 > 2027-08-02"),
    ("the first week of 2027", "2027-01-04 > 2027-01-11"),
    ("the first two weeks of 2027", "2027-01-04 > 2027-01-18"),
    ("the last 3 days of the month", "2026-11-28 > 2026-12-01"),
    ("the third month of 2027", "2027-03-01 > 2027-04-01"),
    ("the 15th day of next month", "2026-12-15 > 2026-12-16"),
    ("the 15th of next month", "2026-12-15 > 2026-12-16"),
    ("the first Monday of March", "2027-03-01 > 2027-03-02"),
    ("last Friday of next month", "2026-12-25 > 2026-12-26"),
    ("last Friday in March", "2027-03-26 > 2027-03-27"),
    ("first Monday of the month", "2026-12-07 > 2026-12-08"),
    ("Friday in week 50", "2026-12-11 > 2026-12-12"),
    ("end of next month", "2026-12-21 > 2027-01-01"),
    ("end of the week", "2026-11-19 > 2026-11-23"),
    ("EOM", "2026-11-21 > 2026-12-01"),
    ("beginning of 2027", "2027-01-01 > 2027-05-01"),
    ("middle of 2027", "2027-05-01 > 2027-09-01"),
    ("end of 2027", "2027-09-01 > 2028-01-01"),
    ("mid December", "2026-12-10 > 2026-12-21"),
    ("early next week", "2026-11-23 > 2026-11-26"),
    ("early in March", "2027-03-01 > 2027-03-16"),
    ("later this week", "2026-11-19 > 2026-11-23"),
    ("later this month", "2026-11-18 > 2026-12-01"),
    ("later this year", "2026-11-18 > 2027-01-01"),
    ("earlier this week", "2026-11-16 > 2026-11-18"),
    ("rest of the week", "2026-11-18 > 2026-11-23"),
    ("year to date", "2026-01-01 > 2026-11-19"),
    ("later in the day", "2026-11-18 12:00 > 2026-11-19 00:00"),
    ("later today", "2026-11-18 12:00 > 2026-11-19 00:00"),
    ("end of tomorrow", "2026-11-19 23:59 > 2026-11-20 00:00"),
    ("mid tomorrow", "2026-11-19 10:00 > 2026-11-19 14:00"),
    ("end of the Sunday", "2026-11-22 23:59 > 2026-11-23 00:00"),
    ("the 1990s", "1990-01-01 > 2000-01-01"),
    ("the 90s", "1990-01-01 > 2000-01-01"),
    ("the next decade", "2030-01-01 > 2040-01-01"),
    ("the 15th century", "1400-01-01 > 1500-01-01"),
    ("March 2027", "2027-03-01 > 2027-04-01"),
    ("August of 2027", "2027-08-01 > 2027-09-01"),
    ("12/2027", "2027-12-01 > 2028-01-01"),
    ("2027-12", "2027-12-01 > 2028-01-01"),
    ("cy 2028", "2028-01-01 > 2029-01-01"),
    ("calendar year 2028", "2028-01-01 > 2029-01-01"),
    ("next May", "2027-05-01 > 2027-06-01"),
    ("last November", "2025-11-01 > 2025-12-01"),
    ("July of this year", "2026-07-01 > 2026-08-01"),
    ("this year", "2026-01-01 > 2027-01-01"),
    ("same month", "2026-11-01 > 2026-12-01"),
    ("in 2028", "2028-01-01 > 2029-01-01"),
]


HOLIDAYS = [
    ("Christmas", "2026-12-25 > 2026-12-26"),
    ("Christmas Eve", "2026-12-24 > 2026-12-25"),
    ("Easter 2027", "2027-03-28 > 2027-03-29"),
    ("Easter Monday", "2027-03-29 > 2027-03-30"),
    ("last Easter", "2026-04-05 > 2026-04-06"),
    ("next Thanksgiving", "2026-11-26 > 2026-11-27"),
    ("Black Friday", "2026-11-27 > 2026-11-28"),
    ("Memorial Day", "2027-05-31 > 2027-06-01"),
    ("Memorial Day weekend", "2027-05-29 > 2027-06-01"),
    ("Labor Day 2027", "2027-09-06 > 2027-09-07"),
    ("New Year's Eve", "2026-12-31 > 2027-01-01"),
    ("MLK Day of next year", "2027-01-18 > 2027-01-19"),
    ("Good Friday", "2027-03-26 > 2027-03-27"),
    ("Halloween weekend", "2027-10-30 > 2027-11-01"),
    ("the weekend of Halloween", "2027-10-30 > 2027-11-01"),
    ("Eid al fitr", "2027-03-09 > 2027-03-10"),
    ("Christmas at 6 pm", "2026-12-25 18:00"),
]


DATE_RANGES = [
    ("from December 24 to January 2", "2026-12-24 > 2027-01-03"),
    ("December 24-28", "2026-12-24 > 2026-12-29"),
    ("24-28 December 2026", "2026-12-24 > 2026-12-29"),
    ("10 August - 12 September", "2027-08-10 > 2027-09-13"),
    ("Nov 18 2026-Dec 19 2027", "2026-11-18 > 2027-12-20"),
    ("Nov - Feb 5, 2027", "2026-11-01 > 2027-02-06"),
    ("from the 27th to the 3rd of April", "2027-03-27 > 2027-04-04"),
    ("between the 25th and the 27th", "2026-11-25 > 2026-11-28"),
    ("from 4-23 of next month", "2026-12-04 > 2026-12-24"),
    ("Monday to Friday", "2026-11-23 > 2026-11-28"),
    ("from next Monday to Friday", "2026-11-23 > 2026-11-28"),
    ("from March to May", "2027-03-01 > 2027-06-01"),
    ("from October to November", "2026-10-01 > 2026-12-01"),
    ("between 2027 and 2029", "2027-01-01 > 2029-01-01"),
    ("from 2027 to the end of 2028", "2027-01-01 > 2029-01-01"),
    ("from the middle of 2027 to the end of 2028", "2027-07-02 > 2029-01-01"),
    ("from now until Friday", "2026-11-18 09:30 > 2026-11-21 00:00"),
    ("between Oct 22 and now", "2026-10-22 00:00 > 2026-11-18 09:30"),
    ("from March to date", "2026-03-01 > 2026-11-19"),
    ("between eight o'clock and now", "2026-11-18 08:00 > 2026-11-18 09:30"),
    ("from 2pm till tomorrow 4:30pm", "2026-11-18 14:00 > 2026-11-19 16:30"),
    ("2026-12-01 to 2026-12-05", "2026-12-01 > 2026-12-06"),
    ("10-1-2026-10-7-2026", "2026-10-01 > 2026-10-08"),
    ("next 3 days", "2026-11-19 > 2026-11-22"),
    ("next 4 business days", "2026-11-19 > 2026-11-25"),
    ("last 2 weeks", "2026-11-04 > 2026-11-18"),
    ("past 3 months", "2026-08-18 > 2026-11-18"),
    ("5 past minutes", "2026-11-18 09:25 > 2026-11-18 09:30"),
    ("2 next days", "2026-11-19 > 2026-11-21"),
    ("next fortnight", "2026-11-19 > 2026-12-03"),
    ("next hour", "2026-11-18 09:30 > 2026-11-18 10:30"),
    ("within 2 hours", "2026-11-18 09:30 > 2026-11-18 11:30"),
    ("within 3 days", "2026-11-18 > 2026-11-21"),
    ("within the next 3 days", "2026-11-18 > 2026-11-21"),
    ("the last minute", "2026-11-18 09:29 > 2026-11-18 09:30"),
]


OPEN_ENDS = [
    ("by Friday", " > 2026-11-20"),
    ("by 5pm Friday", " > 2026-11-20 17:00"),
    ("by 5", " > 2026-11-18 17:00"),
    ("before noon", " > 2026-11-18 12:00"),
    ("before lunch", " > 2026-11-18 12:00"),
    ("before lunch tomorrow", " > 2026-11-19 12:00"),
    ("until April 27", " > 2027-04-27"),
    ("no later than Friday", " > 2026-11-20"),
    ("by end of next month", " > 2027-01-01"),
    ("before the end of this year", " > 2027-01-01"),
    ("tomorrow before 4pm", " > 2026-11-19 16:00"),
    ("Friday by 2 in the afternoon", " > 2026-11-20 14:00"),
    ("tomorrow eod", "2026-11-19 17:00"),
    ("by Wednesday COB", " > 2026-11-18 17:00"),
    ("eod Friday", "2026-11-20 17:00"),
    ("EOD", "2026-11-18 17:00"),
    ("till today", " > 2026-11-18"),
    ("before 2028", " > 2028-01-01"),
    ("<= 2028", " > 2029-01-01"),
    ("after 6pm", "2026-11-18 18:00"),
    ("after 5", "2026-11-18 17:00"),
    ("after lunch", "2026-11-18 14:00"),
    ("after lunch tomorrow", "2026-11-19 14:00"),
    ("after mid December", "2026-12-21"),
    ("after 2027", "2028-01-01"),
    ("after December", "2027-01-01"),
    ("> 2027", "2028-01-01"),
    ("since Monday", "2026-11-16"),
    ("since 2020", "2020-01-01"),
    ("from Monday onwards", "2026-11-23"),
    ("Friday or later", "2026-11-20"),
    ("starting January 7", "2027-01-07"),
    ("beginning January 7", "2027-01-07"),
    ("tomorrow after 2pm", "2026-11-19 14:00"),
    ("next Wednesday later than 10 in the morning", "2026-11-25 10:00"),
    ("any time from 7:00 am", "2026-11-19 07:00"),
    ("Friday at the latest", " > 2026-11-20"),
]


LENGTHS = [
    ("45 min Tuesday at 2pm", "2026-11-24 14:00 > 2026-11-24 14:45"),
    ("Fri 1pm 1h15m", "2026-11-20 13:00 > 2026-11-20 14:15"),
    ("tomorrow 3pm for 2 hours", "2026-11-19 15:00 > 2026-11-19 17:00"),
    ("from 9 for 2.5 hours", "2026-11-19 09:00 > 2026-11-19 11:30"),
    ("for 3 hours from 10 am", "2026-11-18 10:00 > 2026-11-18 13:00"),
    ("for ten minutes starting at 6pm", "2026-11-18 18:00 > 2026-11-18 18:10"),
    ("3 days starting next Monday", "2026-11-23 > 2026-11-26"),
    ("for 3 days from today", "2026-11-18 > 2026-11-21"),
    ("14 Feb for 7 hours from 9:30am", "2027-02-14 09:30 > 2027-02-14 16:30"),
    ("a day starting this Friday at 5 pm", "2026-11-20 17:00 > 2026-11-21 17:00"),
    ("for 1 week, from December 20", "2026-12-20 > 2026-12-27"),
    ("30 minutes with Bo tomorrow at 3", "2026-11-19 15:00 > 2026-11-19 15:30"),
]


@pytest.mark.parametrize(("text", "expected"), DAYS)
def test_days(text: str, expected: str) -> None:
    when = first(text)

    assert shown(when) == expected
    assert when.text == text[slice(*when.span)]


@pytest.mark.parametrize(("text", "expected"), CLOCKS)
def test_clocks(text: str, expected: str) -> None:
    when = first(text)

    assert shown(when) == expected
    assert when.text == text[slice(*when.span)]


@pytest.mark.parametrize(("text", "expected"), CLOCK_RANGES)
def test_clock_ranges(text: str, expected: str) -> None:
    when = first(text)

    assert shown(when) == expected
    assert when.text == text[slice(*when.span)]


@pytest.mark.parametrize(("text", "expected"), DAYS_WITH_CLOCKS)
def test_days_with_clocks(text: str, expected: str) -> None:
    when = first(text)

    assert shown(when) == expected
    assert when.text == text[slice(*when.span)]


@pytest.mark.parametrize(("text", "expected"), RELATIVE)
def test_relative(text: str, expected: str) -> None:
    when = first(text)

    assert shown(when) == expected
    assert when.text == text[slice(*when.span)]


@pytest.mark.parametrize(("text", "expected"), PERIODS)
def test_periods(text: str, expected: str) -> None:
    when = first(text)

    assert shown(when) == expected
    assert when.text == text[slice(*when.span)]


@pytest.mark.parametrize(("text", "expected"), HOLIDAYS)
def test_holidays(text: str, expected: str) -> None:
    when = first(text)

    assert shown(when) == expected
    assert when.text == text[slice(*when.span)]


@pytest.mark.parametrize(("text", "expected"), DATE_RANGES)
def test_date_ranges(text: str, expected: str) -> None:
    when = first(text)

    assert shown(when) == expected
    assert when.text == text[slice(*when.span)]


@pytest.mark.parametrize(("text", "expected"), OPEN_ENDS)
def test_open_ends(text: str, expected: str) -> None:
    when = first(text)

    assert shown(when) == expected
    assert when.text == text[slice(*when.span)]


@pytest.mark.parametrize(("text", "expected"), LENGTHS)
def test_lengths(text: str, expected: str) -> None:
    when = first(text)

    assert shown(when) == expected
    assert when.text == text[slice(*when.span)]
