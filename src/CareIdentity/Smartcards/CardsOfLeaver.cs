using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CareIdentity.Smartcards;

/// <summary>A leaver's cards are cancelled and their certificates revoked in the commit that closes the profile, wherever the cards are.</summary>
public sealed class CardsOfLeaver(CareIdentityDb db, CardCancelling cancelling, AuditTrail audit) : IEndsWithProfile
{
    public async Task<IReadOnlyList<string>> WhatEndsAsync(Guid profileId, CancellationToken ct) =>
        [.. (await HeldAsync(profileId, ct)).Select(card => $"Smartcard {card.Serial.Spoken}")];

    public async Task EndAsync(Guid profileId, Actor actor, Reason reason, CancellationToken ct)
    {
        foreach (var card in await HeldAsync(profileId, ct))
        {
            audit.Record(actor, reason, (await cancelling.CancelAsync(card.Id, CancelReason.Left, reason, actor, ct)).Value);
        }
    }

    private Task<List<Smartcard>> HeldAsync(Guid profileId, CancellationToken ct) =>
        db.Smartcards.Where(c => c.HolderId == profileId && (c.State == SmartcardState.Active || c.State == SmartcardState.Locked)).ToListAsync(ct);
}
