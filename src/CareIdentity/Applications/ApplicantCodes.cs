using System.Security.Cryptography;
using System.Text;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Messages;
using CareIdentity.SignIn;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Applications;

/// <summary>
/// The one-time code: sent to the address that was invited and to no other, six digits, for 15 minutes and five tries, good once and for
/// this application only. What is kept of it cannot be tried out without the link, which is not kept at all.
/// </summary>
public sealed class ApplicantCodes(CareIdentityDb db, Outbox outbox, TimeProvider clock)
{
    public const int Minutes = 15;
    public const int MostTries = 5;
    public const int MostSentAnHour = 5;

    /// <summary>Whoever has the link may have a code sent; only who reads the mailbox sees it.</summary>
    public async Task<Refusal?> SendAsync(string link, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await FindAsync(link, now, ct) is not { } application)
        {
            return ApplicationRefusals.LinkOver;
        }

        // Counted by one conditional statement: of many who ask at once no more than five are served.
        var hourAgo = now.AddHours(-1);
        await db.ApplicationDrafts.Where(d => d.ApplicationId == application.Id && (d.CodesSince == null || d.CodesSince < hourAgo))
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.CodesSince, now).SetProperty(d => d.CodesSent, 0), ct);
        if (await db.ApplicationDrafts.Where(d => d.ApplicationId == application.Id && d.CodesSent < MostSentAnHour)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.CodesSent, d => d.CodesSent + 1), ct) == 0)
        {
            return ApplicationRefusals.CodesTooOften;
        }

        var code = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);
        var draft = await db.ApplicationDrafts.FirstAsync(d => d.ApplicationId == application.Id, ct);
        (draft.CodeHash, draft.CodeUntil, draft.CodeTries) = (Hash(link, code), now.AddMinutes(Minutes), 0);
        outbox.Post(outbox.Texts.Code(code, Minutes), application.Email, application.Reference.Value, application.Organisation, draft.CodeUntil);
        return await db.SaveAsync(ct);
    }

    /// <summary>The application that the code opens, once. Each try is counted before it is compared.</summary>
    internal async Task<Application?> TakeAsync(string link, string code, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await FindAsync(link, now, ct) is not { } application)
        {
            return null;
        }

        var tried = await db.ApplicationDrafts
            .Where(d => d.ApplicationId == application.Id && d.CodeHash != null && d.CodeUntil > now && d.CodeTries < MostTries)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.CodeTries, d => d.CodeTries + 1), ct);
        var hash = Hash(link, string.Concat(code.Where(char.IsAsciiDigit)));
        return tried == 1 && await db.ApplicationDrafts
            .Where(d => d.ApplicationId == application.Id && d.CodeHash == hash)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.CodeHash, (byte[]?)null), ct) == 1 ? application : null;
    }

    internal async Task<Application?> FindAsync(string link, DateTimeOffset now, CancellationToken ct) =>
        SecretToken.Hash(link) is { } hash ? await db.Applications.FirstOrDefaultAsync(a => a.LinkHash == hash && a.LinkUntil > now, ct) : null;

    private static byte[] Hash(string link, string code) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(link), Encoding.UTF8.GetBytes(code));
}
