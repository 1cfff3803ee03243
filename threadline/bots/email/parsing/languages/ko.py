"""Korean."""

from threadline.bots.email.parsing.languages.words import MailWords

WORDS = MailWords(
    code="ko",
    sender=(
        "보낸 사람",
        "보낸사람",
        "발신",
        "발신자",
        "보낸이",
        "보낸사람",
        "발신자",
        "발신인",
    ),
    to=(
        "받는 사람",
        "받는사람",
        "수신",
        "수신자",
        "받는이",
        "받는사람",
        "수신자",
        "수신인",
    ),
    cc=("참조",),
    subject=("제목",),
    date=("날짜", "보낸 날짜", "보낸날짜", "발송일시", "일자"),
    reply_to=("답장 받는 사람", "회신"),
    forwarded=("전달된 메시지", "전달된 메일", "전달 메시지", "시작: 전달된 메시지", "아래는 전달된 메시지입니다"),
    original=(
        "원본 메시지",
        "원본 메일",
        "받은 메일 내용",
        "받은 메일",
    ),
    wrote=("작성", "님이 작성", "님이 씀"),
    opening=(),
    forward_marks=("전달", "fw"),
    reply_marks=("회신", "re", "답장"),
    sent_from=("나의 iphone에서 보냄", "에서 보냄"),
    closings=("감사합니다", "드림"),
)
