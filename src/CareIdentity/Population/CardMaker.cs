using CareIdentity.Cards.Piv;
using CareIdentity.Certificates;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Revocation;
using CareIdentity.Smartcards;

namespace CareIdentity.Population;

/// <summary>
/// Cards in every state, with what the register holds of their certificates. The octets of a certificate stand for one: nothing was signed,
/// so nobody can sign in with it.
/// </summary>
internal sealed class CardMaker(World world)
{
    private const int WithCardPercent = 88;
    private const int RenewedPercent = 30;

    private static readonly byte[] Nothing = [0x30, 0x00];

    /// <summary>As the service says it of a workstation that it no longer hears.</summary>
    private static readonly Refusal BrokenOff = SmartcardRefusals.WorkstationGone;

    private static readonly CancelReason[] Endings =
        [CancelReason.Superseded, CancelReason.Lost, CancelReason.Damaged, CancelReason.Stolen, CancelReason.NameChanged, CancelReason.Failed, CancelReason.Misuse];

    /// <summary>The card that somebody has, and perhaps the one before; all of them end when their profile was closed. Gives whether they have one.</summary>
    public bool Make(Profile holder, DateTimeOffset registered, OdsCode stockOf, Worker? agent, SeededNumbers numbers, DateTimeOffset? closedAt = null)
    {
        var until = closedAt ?? world.Now;
        if (until <= registered || !numbers.Percent(WithCardPercent))
        {
            return false;
        }

        // The last one is two years old at most, or else it was renewed or has expired.
        var latest = Later(registered, until.AddDays(-numbers.Below(760)));
        if (latest > registered.AddDays(30) && numbers.Percent(25))
        {
            var earlier = Issue(holder, registered, stockOf, agent, numbers);
            End(earlier, numbers.MostlyFirst(Endings), latest, numbers.OneIn(3));
        }

        var card = Issue(holder, latest, stockOf, agent, numbers);
        if (closedAt is { } left)
        {
            End(card, CancelReason.Left, left, numbers.OneIn(2));
            return false;
        }

        Live(card, latest, numbers);
        return true;
    }

    /// <summary>Cards that are nobody's: blank ones, some emptied for reuse, some that were spoilt.</summary>
    public void MakeStock(OdsCode authority, int count, SeededNumbers numbers)
    {
        for (var i = 0; i < count; i++)
        {
            var card = New(authority, "10", world.Now.AddDays(-1 - numbers.Below(300)), numbers);
            if (numbers.OneIn(40))
            {
                card.Cancel(CancelReason.Damaged, world.Now.AddDays(-1));
            }
            else if (numbers.OneIn(40))
            {
                card.Issue(Guid.Empty, null, numbers.Id(card.RegisteredAt), locked: true, null, card.RegisteredAt);
                card.Clear();
            }
        }
    }

    private Issued Issue(Profile holder, DateTimeOffset at, OdsCode stockOf, Worker? agent, SeededNumbers numbers)
    {
        var series = numbers.Percent(3) ? "05" : numbers.Percent(30) ? "10" : "09";
        var card = New(stockOf, series, at.AddDays(-numbers.Below(90)), numbers);
        card.Issue(holder.Id, agent?.ProfileId, numbers.Id(at), locked: numbers.OneIn(4), null, at);
        if (card.State is SmartcardState.Locked)
        {
            card.Unlock();
        }

        var issued = new Issued(card, holder);
        Certify(issued, CardOperationKind.Issue, at, agent, numbers);
        return issued;
    }

    /// <summary>What became of a card that is still in somebody's hand.</summary>
    private void Live(Issued issued, DateTimeOffset since, SeededNumbers numbers)
    {
        var card = issued.Card;
        var days = (int)(world.Now - since).TotalDays;
        if (days > 400 && numbers.Percent(RenewedPercent))
        {
            var renewed = since.AddDays(days - numbers.Below(300));
            Revoke(issued, RevocationReason.Superseded, renewed);
            Certify(issued, CardOperationKind.Renew, renewed, null, numbers);
            card.Renew(bySelf: true);
        }

        if (numbers.Percent(4))
        {
            card.Lock(world.Now.AddDays(-numbers.Below(20)));
        }
        else if (numbers.Percent(1))
        {
            var at = world.Now.AddDays(-1 - numbers.Below(14));
            card.Hold("Away for some weeks", at);
            Revoke(issued, RevocationReason.CertificateHold, at);
        }
        else if (numbers.Percent(2))
        {
            BreakOff(issued, Later(since, world.Now.AddHours(-1 - numbers.Below(100))), numbers);
        }
    }

    /// <summary>A renewal at which the network went: one certificate is made and not on the card, of the other nobody knows whether it was signed.</summary>
    private void BreakOff(Issued issued, DateTimeOffset at, SeededNumbers numbers)
    {
        var operation = Begin(issued, CardOperationKind.Renew, at, null, numbers);
        operation.Interrupt(BrokenOff);
        var from = SetUpIssuers.WholeSeconds(at);
        Reserve(issued, operation, CertificateKind.Authentication, from, numbers).Keep(Nothing, numbers.Octets(32));
        Reserve(issued, operation, CertificateKind.Signing, from, numbers);
    }

    private static void End(Issued issued, CancelReason reason, DateTimeOffset at, bool destroyed)
    {
        issued.Card.Cancel(reason, at);
        Revoke(issued, RevocationOf(reason), at);
        if (destroyed)
        {
            issued.Card.Destroy();
        }
    }

    private static void Revoke(Issued issued, RevocationReason reason, DateTimeOffset at)
    {
        foreach (var certificate in issued.Certificates.Where(c => c.Status is CertificateStatus.Active && c.NotAfter > at))
        {
            certificate.Revoke(reason, at);
        }
    }

    private static RevocationReason RevocationOf(CancelReason reason) => reason switch
    {
        CancelReason.Lost or CancelReason.Stolen or CancelReason.Misuse => RevocationReason.KeyCompromise,
        CancelReason.Left => RevocationReason.CessationOfOperation,
        CancelReason.NameChanged => RevocationReason.AffiliationChanged,
        _ => RevocationReason.Superseded,
    };

    private Smartcard New(OdsCode stockOf, string series, DateTimeOffset at, SeededNumbers numbers)
    {
        var card = new Smartcard { Id = numbers.Id(at), Serial = world.NextSerial(series), StockOf = stockOf, RegisteredAt = at };
        var keys = new CardKeys { SmartcardId = card.Id };
        keys.ConfirmManagement(keys.IntendManagement(1, series == "05" ? PivAlgorithm.TripleDes : PivAlgorithm.Aes256));
        keys.ConfirmUnblocking(keys.IntendUnblocking(1));
        world.Rows.Cards.Add(card);
        world.Rows.CardKeys.Add(keys);
        return card;
    }

    private void Certify(Issued issued, CardOperationKind kind, DateTimeOffset at, Worker? agent, SeededNumbers numbers)
    {
        var from = SetUpIssuers.WholeSeconds(at);
        var operation = Begin(issued, kind, at, agent, numbers);
        operation.Finish(at.AddMinutes(2));
        if (numbers.OneIn(200))
        {
            Reserve(issued, operation, CertificateKind.Authentication, from, numbers).MakeVoid();
        }

        foreach (var slot in Enum.GetValues<CertificateKind>())
        {
            var certificate = Reserve(issued, operation, slot, from, numbers);
            certificate.Keep(Nothing, numbers.Octets(32));
            certificate.Activate();
            issued.Certificates.Add(certificate);
        }
    }

    private CardOperation Begin(Issued issued, CardOperationKind kind, DateTimeOffset at, Worker? agent, SeededNumbers numbers)
    {
        var operation = new CardOperation { Id = numbers.Id(at), Kind = kind, ProfileId = issued.Holder.Id, ReasonText = "", StartedAt = at };
        operation.Admit(agent?.Actor ?? Actor.Service, numbers.Octets(32), at.AddMinutes(5));
        operation.ForCard(issued.Card.Id);
        world.Rows.Operations.Add(operation);
        return operation;
    }

    private CertificateRecord Reserve(Issued issued, CardOperation operation, CertificateKind slot, DateTimeOffset from, SeededNumbers numbers)
    {
        var serial = SerialNumber.FromRandom(numbers.Octets(SerialNumber.Octets));
        var certificate = new CertificateRecord
        {
            Id = numbers.Id(from),
            IssuerId = world.Issuer,
            Serial = serial.ToString(),
            CrlShard = world.CrlShards == 0 ? 0 : CrlShard.Of(serial, world.CrlShards).Number,
            Kind = slot,
            SmartcardId = issued.Card.Id,
            ProfileId = issued.Holder.Id,
            OperationId = operation.Id,
            Uuid = issued.Holder.Uuid,
            NotBefore = from,
            NotAfter = from.AddYears(2).AddSeconds(-1),
            ToBeSigned = Nothing,
            KeyHash = numbers.Octets(32),
            ReservedAt = from,
        };
        world.Rows.Certificates.Add(certificate);
        return certificate;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private sealed record Issued(Smartcard Card, Profile Holder)
    {
        public List<CertificateRecord> Certificates { get; } = [];
    }
}
