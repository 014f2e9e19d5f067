using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.People;

namespace CareIdentity.Messages;

/// <summary>
/// Where a verb leaves what shall be told: the message is in the same commit as what it tells of, so that neither is without the other.
/// Nothing is sent here.
/// </summary>
public sealed class Outbox(CareIdentityDb db, MessageTexts texts, TimeProvider clock)
{
    public MessageTexts Texts => texts;

    /// <param name="about">A reference, for whoever looks after messages.</param>
    /// <param name="uselessAt">From when on nobody could use it.</param>
    internal void Post(MessageText text, EmailAddress? to, string about, OdsCode organisation, DateTimeOffset? uselessAt = null)
    {
        if (to is null)
        {
            return; // Not everybody has an address; what happened is on their pages.
        }

        var now = clock.GetUtcNow();
        db.Messages.Add(new Message
        {
            Id = Guid.CreateVersion7(now),
            Kind = text.Kind,
            Recipient = to,
            Subject = text.Subject,
            Words = text.Words.Length <= 4000 ? text.Words : text.Words[..4000],
            About = about,
            Organisation = organisation,
            WrittenAt = now,
            DueAt = now,
            UselessAt = uselessAt,
        });
    }
}
