"""Turkish."""

from threadline.bots.email.parsing.languages.words import MailWords

WORDS = MailWords(
    code="tr",
    sender=("kimden", "gönderen"),
    to=("kime", "alıcı"),
    cc=("bilgi", "cc"),
    subject=("konu",),
    date=("tarih", "gönderildi", "gönderilen", "gönderme tarihi", "gönderim tarihi"),
    reply_to=("yanıt adresi", "yanıtla"),
    forwarded=(
        "iletilmiş mesaj",
        "iletilen ileti",
        "ileti başlangıcı",
        "iletilen mesaj",
        "yönlendirilen ileti",
        "iletilmiş ileti",
    ),
    original=("özgün ileti", "orijinal mesaj", "orijinal ileti", "asıl ileti"),
    wrote=("şunu yazdı", "şunları yazdı", "yazdı", "tarihinde şunu yazdı"),
    opening=(),
    forward_marks=("ilt",),
    reply_marks=("ynt", "yan", "re"),
    sent_from=("iphone'umdan gönderildi", "gönderildi"),
    closings=("saygılarımla", "iyi çalışmalar", "saygılar", "teşekkürler"),
    months=(
        ("oca", "ocak", "oc"),
        ("şub", "şubat", "şu"),
        ("mar", "mart"),
        ("nis", "nisan", "ni"),
        ("may", "mayıs"),
        ("haz", "haziran", "ha"),
        ("tem", "temmuz", "te"),
        ("ağu", "ağustos", "ağ"),
        ("eyl", "eylül", "ey"),
        ("eki", "ekim", "ek"),
        ("kas", "kasım", "ka"),
        ("ara", "aralık", "ar"),
    ),
)
