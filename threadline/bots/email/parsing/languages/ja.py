"""Japanese."""

from threadline.bots.email.parsing.languages.words import MailWords

WORDS = MailWords(
    code="ja",
    sender=("差出人", "送信者", "送信元"),
    to=("宛先", "送信先"),
    cc=("cc",),
    subject=("件名",),
    date=("日付", "送信日時", "日時", "送信日"),
    reply_to=("返信先",),
    forwarded=("転送されたメッセージ", "転送メッセージ", "メッセージを転送", "転送されたメール"),
    original=("元のメッセージ", "元のメール", "オリジナルメッセージ"),
    wrote=("のメール", "は書きました", "が書きました", "のメッセージ"),
    opening=(),
    forward_marks=("転送", "fw"),
    reply_marks=("返信", "re"),
    sent_from=("iphoneから送信", "から送信"),
    closings=("よろしくお願いいたします", "よろしくお願いします", "敬具"),
    months=(
        ("一月",),
        ("二月",),
        ("三月",),
        ("四月",),
        ("五月",),
        ("六月",),
        ("七月",),
        ("八月",),
        ("九月",),
        ("十月",),
        ("十一月",),
        ("十二月",),
    ),
)
