"""Puts the channel together from the settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from threadline.bots.email.authentication.dkim import SignatureCheck
from threadline.bots.email.authentication.sender_authentication import Authentication
from threadline.bots.email.channel import EmailChannel, Incoming
from threadline.bots.email.imap.errors import MailboxUnavailable, SignInRefused
from threadline.bots.email.imap.oauth import TokenSource
from threadline.bots.email.imap.watcher import Mailbox, Watch
from threadline.bots.email.incoming.guest_words import GuestWords
from threadline.bots.email.incoming.inbound import Intake, IntakeParts
from threadline.bots.email.incoming.normalisation import MessageMaker
from threadline.bots.email.incoming.outside import Outside
from threadline.bots.email.incoming.poll_votes import PollVotes
from threadline.bots.email.incoming.returned_mail import Returns
from threadline.bots.email.incoming.rsvp_decisions import ReplyDesk
from threadline.bots.email.incoming.rsvp_notices import Attendance
from threadline.bots.email.incoming.sender_check import Senders
from threadline.bots.email.incoming.supervisor import Mailboxes
from threadline.bots.email.incoming.threads import MailThreads
from threadline.bots.email.incoming.worker import Effort, Receiver
from threadline.bots.email.invitations.counter_refusals import CounterRefusals
from threadline.bots.email.invitations.guest_answers import GuestAnswers
from threadline.bots.email.invitations.organiser_notices import Organisers
from threadline.bots.email.outbox.outbox import Outbox
from threadline.bots.email.outbox.smtp import AccountBroken, Deferred, Security, SmtpAccount
from threadline.bots.email.outgoing.composer import Composer
from threadline.bots.email.outgoing.confirm_links import ConfirmLinks
from threadline.bots.email.outgoing.retrying_delivery import Delivery, Pace
from threadline.bots.email.parsing.pool import Bounds, ParsingPool
from threadline.config.mailbox import MailboxSettings
from threadline.core.calendars.guest_answers import GuestAnswers as KeptAnswers
from threadline.core.correspondence.exchanges import Exchanges
from threadline.core.services import Services
from threadline.storage.exchanges import ExchangeStore
from threadline.storage.mail import MailStore
from threadline.storage.mail_cards import MailCards
from threadline.storage.mail_quarantine import MailQuarantine
from threadline.storage.outbox import OutboxStore

_SECURITY = {"implicit": Security.TLS, "starttls": Security.STARTTLS, "none": Security.NONE}


def assemble(
    services: Services,
    *,
    signatures: SignatureCheck | None = None,
    watch: Watch | None = None,
    effort: Effort | None = None,
) -> EmailChannel:
    """The channel with all mailboxes of the settings. What is given stands in for the usual (tests)."""
    mailboxes = {mailbox.key: mailbox for mailbox in services.settings.all_mailboxes()}
    tokens = {
        name: TokenSource(mailbox.oauth, mailbox=name, secrets=services.storage.secrets)
        for name, mailbox in mailboxes.items()
        if mailbox.oauth is not None
    }
    outbox = outbox_of(services, {name: smtp_account(mailbox, tokens.get(name)) for name, mailbox in mailboxes.items()})
    bounds = Bounds(bytes=services.settings.mail_max_bytes)
    store, pool = MailStore(services.storage.database), ParsingPool(workers=2, bounds=bounds)
    intake = _intake(services, mailboxes, store, pool, outbox, signatures)
    boxes: dict[str, Mailbox] = {}
    receiver = Receiver(store, intake, tuple(mailboxes), dealt=lambda name: boxes[name].nudge(), effort=effort)
    quarantine = MailQuarantine(services.storage.database)
    usual = Watch(largest=services.settings.mail_max_bytes)
    for name, mailbox in mailboxes.items():
        boxes[name] = Mailbox(
            mailbox, store, quarantine, news=receiver.news, tokens=tokens.get(name), watch=watch or usual
        )
    days = services.settings.retention_days
    reading = Mailboxes(
        tuple(boxes.values()),
        receiver,
        store,
        quarantine,
        pool,
        alone=services.storage.database.is_sqlite,
        kept=timedelta(days=days) if days else None,
    )
    return channel_of(services, reading, outbox)


def channel_of(services: Services, reading: Incoming | None, outbox: Outbox) -> EmailChannel:
    """The channel over an outbox; `reading` is what reads mailboxes, None where nothing is read."""
    cards = MailCards(services.storage.database)
    return EmailChannel(
        cards,
        reading,
        outbox,
        _delivery(services, outbox),
        guest_answers=GuestAnswers(outbox, _attendance(services, outbox)),
        refusals=CounterRefusals(outbox, services.people.directory),
        invites=services.settings.mail_invite,
    )


def outbox_of(services: Services, accounts: Mapping[str, SmtpAccount]) -> Outbox:
    """The outbox of this process; `accounts` are the mailboxes by name."""
    return Outbox(OutboxStore(services.storage.database), accounts)


def desk_of(services: Services, outbox: Outbox) -> ReplyDesk:
    """What carries out answers to invitations of ours."""
    return ReplyDesk(services.proposals.decisions, MailCards(services.storage.database), outbox)


def _delivery(services: Services, outbox: Outbox) -> Delivery:
    settings = services.settings
    composer = Composer(
        outbox,
        cards=MailCards(services.storage.database),
        proposals=services.proposals.repository,
        people=services.people.directory,
        links=ConfirmLinks(services.people.confirm_links, settings.base_url),
    )
    retention = timedelta(days=settings.retention_days) if settings.retention_days else None
    pace, alone = Pace(per_minute=settings.mail_per_minute), services.storage.database.is_sqlite
    return Delivery(outbox, composer, pace=pace, retention=retention, alone=alone)


def _intake(
    services: Services,
    mailboxes: dict[str, MailboxSettings],
    store: MailStore,
    pool: ParsingPool,
    outbox: Outbox,
    signatures: SignatureCheck | None,
) -> Intake:
    settings = services.settings
    organisers = _organisers(services, outbox)
    senders = Senders(
        services.people.directory, Authentication(signatures), answers_strangers=settings.mail_strangers == "answer"
    )
    threads = MailThreads(store, services.conversations.store, outbox.store)
    parts = IntakeParts(
        store=store,
        parser=pool,
        senders=senders,
        desk=desk_of(services, outbox),
        attendance=_attendance(services, outbox),
        guest_words=GuestWords(organisers),
        outside=Outside(_exchanges(services), outbox, services.people.directory, services.engine),
        poll_votes=PollVotes(services.polls.polls, services.people.directory, outbox),
        returns=Returns(organisers),
        courtesies=outbox,
        inbox=services.engine,
        library=services.conversations.templates,
        messages=MessageMaker(services.documents, threads),
        threads=threads,
    )
    return Intake(parts, mailboxes, per_hour=settings.mail_per_sender_hour)


def _exchanges(services: Services) -> Exchanges:
    return Exchanges(
        ExchangeStore(services.storage.database),
        services.appointments.links,
        services.people.directory,
        services.calendars.preferences_of,
    )


def _organisers(services: Services, outbox: Outbox) -> Organisers:
    answers = KeptAnswers(services.calendars.registry)
    return Organisers(outbox, services.people.directory, services.proposals.repository, answers)


def _attendance(services: Services, outbox: Outbox) -> Attendance:
    return Attendance(_organisers(services, outbox), services.engine)


def smtp_account(mailbox: MailboxSettings, tokens: TokenSource | None) -> SmtpAccount:
    """How a mailbox sends."""
    return SmtpAccount(
        name=mailbox.key,
        address=mailbox.address,
        host=mailbox.smtp_server,
        port=mailbox.smtp_server_port,
        security=_SECURITY[mailbox.smtp_security],
        username=mailbox.user,
        password=mailbox.password.get_secret_value() if mailbox.password else "",
        tokens=_SendingTokens(tokens) if tokens is not None else None,
    )


@dataclass(frozen=True, slots=True)
class _SendingTokens:
    """The tokens with the errors that sending knows: of the network, or of what somebody must repair."""

    source: TokenSource

    async def token(self) -> str:
        """A fresh token. Raises `Deferred`, `AccountBroken`."""
        try:
            return await self.source.token()
        except MailboxUnavailable as error:
            raise Deferred(str(error)) from error
        except SignInRefused as error:
            raise AccountBroken(str(error)) from error

    def forget(self) -> None:
        """The server did not take it."""
        self.source.forget()
