"""The languages of cards, in which the commonest claims are known."""

from threadline.core.turns.claim_languages.model import ClaimWords

FURTHER = {
    "pl": ClaimWords(
        acts=r"\b(?:zarezerwował|zaplanował|odwołał|anulował|umówił|zaprosił)[ae]m\b|\bzostał[aoy]? (?:zarezerwowan|"
        r"odwołan|zaplanowan|anulowan)\w*",
        deeds=r"\b(?:przeniosł[ae]m|przesun(?:ął|ęł)[ae]m|(?:doda|wysła|utworzy|zmieni|potwierdzi|usuną?)ł[ae]m)\b|"
        r"\bzostał[aoy]? (?:przeniesion|dodan|wysłan|zmienion)\w*|^\W*(?:gotowe|zrobione)\b",
        states=r"\bjest (?:już )?(?:zarezerwowan|zaplanowan|odwołan)\w*",
        nots=r"\bnie\b|\bnic\b|\bgdy\b|\bkiedy\b|\bjeśli\b|\bzanim\b|\bkart\w+\b|\bjeszcze\b",
    ),
    "ru": ClaimWords(
        acts=r"(?:\bя |^\W*)(?:уже |успешно )?(?:за(?:бронировал|планировал)|отменил|пригласил|назначил|записал)а?\b|"
        r"\b(?:забронирован|запланирован|отмен[её]н|назначен)[аоы]?\b",
        deeds=r"(?:\bя |^\W*)(?:уже )?(?:перен[её]с(?:ла)?|(?:добави|отправи|созда|измени|удали|перемести)ла?)\b|"
        r"\b(?:перенес[её]н|добавлен|отправлен|создан|измен[её]н)[аоы]?\b|^\W*(?:готово|сделано)\b",
        states=r"\b(?:стоит|есть) в (?:вашем|твоем|твоём) календаре\b",
        nots=r"\bне\b|\bничего\b|\bкогда\b|\bесли\b|\bпосле\b|\bпока\b|\bкарточк\w+\b|\bбудет\b|\bещ[её]\b",
    ),
    "uk": ClaimWords(
        acts=r"(?:\bя |^\W*)(?:вже )?(?:забронюва|запланува|скасува|запроси|призначи|записа)(?:в|ла)\b|"
        r"\b(?:заброньован|запланован|скасован|призначен)[оаі]?\b",
        deeds=r"(?:\bя |^\W*)(?:вже )?(?:перен[іе]с(?:ла)?|(?:дода|надісла|створи|зміни|видали|перенес)(?:в|ла))\b|"
        r"\b(?:перенесен|додан|надіслан|створен|змінен)[оаі]\b|^\W*(?:готово|зроблено)\b",
        states=r"\bє у вашому календарі\b",
        nots=r"\bне\b|\bнічого\b|\bколи\b|\bякщо\b|\bпісля\b|\bпоки\b|\bкартк\w+\b|\bбуде\b|\bще\b",
    ),
    "sv": ClaimWords(
        acts=r"\b(?:jag har|har jag) (?:nu |redan )?(?:bokat|schemalagt|avbokat|ställt in|bjudit in|bokat om)\b|"
        r"\bhar (?:bokats|ställts in|avbokats)\b|^\W*(?:bokat|inställt|avbokat)\b",
        deeds=r"\b(?:jag har|har jag) (?:nu |redan )?(?:flyttat|lagt (?:till|in)|skickat|skapat|ändrat|tagit bort)\b|"
        r"^\W*(?:klart|fixat|gjort)\b",
        states=r"\bär (?:nu )?(?:bokad|bokat|inställd|inställt|avbokad)\b",
        nots=r"\binte\b|\binget\b|\bingenting\b|\bnär\b|\bom\b|\bförst\b|\bkort(?:et)?\b|\bän\b",
    ),
    "da": ClaimWords(
        acts=r"\b(?:jeg har|har jeg) (?:nu |allerede )?(?:booket|planlagt|aflyst|avlyst|invitert|inviteret|"
        r"bestilt)\b|"
        r"\ber (?:nu|nå) (?:booket|aflyst|avlyst|planlagt)\b|^\W*(?:booket|aflyst|avlyst)\b",
        deeds=r"\b(?:jeg har|har jeg) (?:nu |nå |allerede )?(?:flyttet|tilføjet|lagt (?:til|inn)|sendt|"
        r"oprettet|opprettet|"
        r"ændret|endret|slettet)\b|^\W*(?:klaret|færdig|ferdig|ordnet|gjort)\b",
        states=r"\ber (?:booket|aflyst|avlyst|planlagt)\b",
        nots=r"\bikke\b|\bintet\b|\bingenting\b|\bnår\b|\bhvis\b|\bførst\b|\bkort(?:et)?\b|\bendnu\b|\bennå\b",
    ),
    "tr": ClaimWords(
        acts=r"\b(?:rezerve ettim|planladım|iptal ettim|davet ettim|ayarladım|erteledim|rezervasyon yaptım)\b|"
        r"\b(?:planlandı|iptal edildi|rezerve edildi)\b",
        deeds=r"\b(?:taşıdım|ekledim|gönderdim|oluşturdum|değiştirdim|sildim|kaydettim|hallettim)\b|"
        r"\b(?:taşındı|eklendi|gönderildi|oluşturuldu|değiştirildi)\b|^\W*(?:tamamdır|halloldu)\b",
        states=r"\btakviminizde\b",
        nots=r"\bdeğil\b|\bhenüz\b|\bhiçbir\b|\beğer\b|\bonay\w+\b|\bkart\w*\b|\bsonra\b",
    ),
    "ja": ClaimWords(
        acts=r"(?:予約|キャンセル|招待|予定を?登録)(?:を|が)?(?:いた)?(?:しました|されました|済み|完了|"
        r"ておきました|しておきました)",
        deeds=r"(?:登録|変更|移動|送信|追加|設定|作成|削除|連絡)(?:を|が)?(?:いた)?(?:しました|されました|済み|"
        r"完了|しておきました)",
        states=r"予約されています",
        nots=r"ません|ない|まだ|たら|れば|後に|カード",
    ),
    "zh": ClaimWords(
        acts=r"(?:已经?|我)(?:为您|为你|帮您|帮你|给您|给你)?(?:成功)?(?:把.{1,12})?(?:预订|预约|安排|取消|"
        r"邀请|改期|推迟)(?:了|好|到|至)?",
        deeds=r"(?:已经?|我)(?:为您|为你|帮您|帮你|给您|给你)?(?:成功)?(?:把.{1,12})?(?:改到|移到|添加|发送|"
        r"创建|更改|修改|通知|删除)|"
        r"^\W*(?:搞定|完成)",
        states=r"在您的日历",
        nots=r"没有|没|未|不|如果|确认后|之后|卡片|等",
    ),
    "ko": ClaimWords(
        acts=r"(?:예약|취소|초대|일정을? ?등록)(?:을|를|이|가)? ?(?:했|하였|해 ?드렸|되었|됐|완료)",
        deeds=r"(?:등록|변경|이동|전송|추가|생성|삭제|전달)(?:을|를|이|가)? ?(?:했|하였|해 ?드렸|되었|됐|완료)"
        r"|(?:옮겼|옮겨 ?드렸|보냈|바꿨|바꾸었|지웠)|"
        r"^\W*완료(?:했|되었|됐)",
        states=r"예약되어 있",
        nots=r"않|지 ?못|아직|으면|하면|카드|후에",
    ),
    "ar": ClaimWords(
        acts=r"(?:لقد |قد )?(?:حجزت|جدولت|ألغيت|دعوت)|تم(?:ت)? (?:بنجاح )?(?:حجز|جدولة|إلغاء|دعوة|تأجيل)",
        deeds=r"(?:لقد |قد )?(?:نقلت|أضفت|أرسلت|أنشأت|غيرت|عدلت)|تم(?:ت)? (?:نقل|إضافة|إرسال|إنشاء|تغيير|تعديل)",
        states=r"محجوز",
        nots=r"\bلم\b|\bلا\b|\bلن\b|\bإذا\b|\bعند\b|\bبعد\b|البطاقة|شيء",
    ),
    "hi": ClaimWords(
        acts=r"(?:बुक|शेड्यूल|रद्द|आमंत्रित)\s*(?:कर\s*)?(?:दिया|दी|दिए|लिया|किया|हो गय[ाी])",
        deeds=r"(?:जोड़|भेज|बदल|हटा|बना|स्थानांतरित)\s*(?:कर\s*)?(?:दिया|दी|दिए|लिया)",
        states=r"बुक है",
        nots=r"नहीं|अगर|जब|बाद|कार्ड|अभी तक",
    ),
}
