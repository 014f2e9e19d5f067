using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Organisations;

public sealed record ReportWrongEntryRequest
{
    public required OdsCode Organisation { get; init; }

    public required string What { get; init; }

    public string? ReplyTo { get; init; }
}

/// <summary>
/// Anybody, signed in or not, says that an entry of the directory is wrong; the Registration Authority finds it among what waits for it.
/// Bounded for each entry and day, at all nodes together.
/// </summary>
public sealed class ReportWrongEntry(CareIdentityDb db, AuditTrail audit, TimeProvider clock)
{
    public const int MostADay = 20;

    private static readonly Actor Stranger = Actor.Service with { Name = "Somebody who is not signed in", ActingAs = "a reader of the public directory" };

    public async Task<Outcome<Guid>> ExecuteAsync(ReportWrongEntryRequest request, Actor actor, CancellationToken ct)
    {
        var (what, replyTo) = (request.What.Trim(), request.ReplyTo?.Trim() ?? "");
        if (what.Length is 0 or > 1000 || what.Contains('\0', StringComparison.Ordinal))
        {
            return DirectoryRefusals.WhatMissing;
        }

        if (replyTo.Length > 200 || replyTo.Any(char.IsControl))
        {
            return DirectoryRefusals.ReplyToWrong;
        }

        if (!await db.Organisations.AnyAsync(o => o.Code == request.Organisation && o.Kind == OrganisationKind.RegistrationAuthority, ct))
        {
            return DirectoryRefusals.NotAnRa;
        }

        var now = clock.GetUtcNow();
        var since = now.AddDays(-1);
        if (await db.WrongEntryReports.CountAsync(r => r.Organisation == request.Organisation && r.ReportedAt > since, ct) >= MostADay)
        {
            return DirectoryRefusals.TooMany;
        }

        var report = new WrongEntryReport { Id = Guid.CreateVersion7(now), Organisation = request.Organisation, What = what, ReplyTo = replyTo.Length == 0 ? null : replyTo, ReportedAt = now };
        db.WrongEntryReports.Add(report);
        audit.Record(actor.IsService ? Stranger : actor, Reason.None, new WrongEntryReported { Organisation = report.Organisation, ReportId = report.Id });

        return await db.SaveAsync(ct) is { } refused ? refused : report.Id;
    }
}

public sealed record WrongEntryReported : CareEvent
{
    public required OdsCode Organisation { get; init; }

    public required Guid ReportId { get; init; }

    public override string InWords => $"Reported the entry of {Organisation} in the RA directory as wrong.";

    public override IEnumerable<AuditSubject> Subjects => [AuditSubject.Organisation(Organisation)];
}
