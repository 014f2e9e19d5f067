using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CareIdentity.Messages;

/// <summary>What a message is for; in metrics and lists.</summary>
public enum MessageKind
{
    Invitation,
    OneTimeCode,
    MoreNeeded,
    ApplicationOutcome,
    InviterTold,
    RequestDecided,

    /// <summary>A colleague gave it to the reader to decide.</summary>
    RequestGiven,

    /// <summary>Its Registration Authority asks the national one, where the reader may decide it.</summary>
    RequestEscalated,

    /// <summary>It waits longer than a reply may take, and the reader may decide it.</summary>
    RequestLate,
}

public enum MessageState
{
    /// <summary>To be handed over, now or after a pause.</summary>
    Waiting,

    /// <summary>The mail server took it.</summary>
    Sent,

    /// <summary>Given up: somebody decides whether it is sent again.</summary>
    Dead,

    /// <summary>A training service shows it and sends nothing.</summary>
    Shown,
}

/// <summary>
/// A message on its way, written in the same commit as what it tells of. Guarantees: it is handed over at least once or given up in sight;
/// its words are gone from here as soon as they are with the mail server, and when nobody could use them any more.
/// </summary>
[Housekeeping("What it tells of has its own event, in the same commit; that somebody had it sent again has one, too.")]
internal sealed class Message : IVersioned
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <summary>After each try that failed; after the last of them it is given up, two days and some hours after the first.</summary>
    private static readonly TimeSpan[] Pauses =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1), TimeSpan.FromHours(4),
        TimeSpan.FromHours(8), TimeSpan.FromHours(12), TimeSpan.FromHours(24),
    ];

    public required Guid Id { get; init; }

    public Guid Version { get; set; }

    public required MessageKind Kind { get; init; }

    public MessageState State { get; private set; }

    public required EmailAddress Recipient { get; init; }

    public required string Subject { get; init; }

    /// <summary>Plain text; empty once it is with the mail server.</summary>
    public required string Words { get; set; }

    /// <summary>What it belongs to, for whoever looks after messages: the reference of an application or request.</summary>
    public required string About { get; init; }

    public required OdsCode Organisation { get; init; }

    public required DateTimeOffset WrittenAt { get; init; }

    /// <summary>From when on it is of no use: a code is over. Null: it keeps.</summary>
    public DateTimeOffset? UselessAt { get; init; }

    public DateTimeOffset DueAt { get; set; }

    public int Tries { get; private set; }

    /// <summary>Of the last try: a word of ours, never what the server said, which may name people.</summary>
    public string? Trouble { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public Guid? LeaseBy { get; private set; }

    public DateTimeOffset? LeaseUntil { get; private set; }

    public void Take(Guid worker, DateTimeOffset at) => (LeaseBy, LeaseUntil) = (worker, at + Lease);

    public void HandedOver(DateTimeOffset at)
    {
        (State, EndedAt, Words, Trouble) = (MessageState.Sent, at, "", null);
        Tries++;
        (LeaseBy, LeaseUntil) = (null, null);
    }

    /// <summary>Training: kept as it is.</summary>
    public void Show(DateTimeOffset at) => (State, EndedAt, LeaseBy, LeaseUntil) = (MessageState.Shown, at, null, null);

    /// <summary>Tried in vain: again after a pause, or never where the server said that it will not take it.</summary>
    public void Failed(string trouble, bool forGood, DateTimeOffset at)
    {
        Tries++;
        Trouble = trouble;
        (LeaseBy, LeaseUntil) = (null, null);
        if (forGood || Tries > Pauses.Length)
        {
            (State, EndedAt) = (MessageState.Dead, at);
        }
        else
        {
            DueAt = at + Pauses[Tries - 1];
        }
    }

    /// <summary>Nobody could use it any more: it is not sent.</summary>
    public void TooLate(DateTimeOffset at)
    {
        (State, EndedAt, Words, Trouble) = (MessageState.Dead, at, "", "too-late");
        (LeaseBy, LeaseUntil) = (null, null);
    }

    public Refusal? SendAgain(DateTimeOffset at)
    {
        if (State is not MessageState.Dead)
        {
            return MessageRefusals.NotGivenUp;
        }

        if (Words.Length == 0)
        {
            return MessageRefusals.WordsGone;
        }

        (State, Tries, DueAt, EndedAt) = (MessageState.Waiting, 0, at, null);
        return null;
    }
}

internal sealed class MessageMapping : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> builder)
    {
        builder.ToTable("Messages");
        builder.HasKey(m => m.Id);
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.Version).IsConcurrencyToken();
        builder.Property(m => m.Words).HasMaxLength(4000);
        builder.Property(m => m.About).HasMaxLength(40);
        builder.Property(m => m.Trouble).HasMaxLength(40);
        builder.HasIndex(m => m.DueAt).HasFilter("state = 'Waiting'");
        builder.HasIndex(m => new { m.State, m.EndedAt });
        builder.HasOne<Organisations.Organisation>().WithMany().HasForeignKey(m => m.Organisation).OnDelete(DeleteBehavior.Restrict);
        builder.HasCheck("ck_messages_sent_without_words", "state <> 'Sent' or words = ''");
    }
}
