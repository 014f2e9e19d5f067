using System.Diagnostics;
using System.Security.Cryptography;
using CareIdentity.Bench.Hosts;
using CareIdentity.Bench.Measuring;
using CareIdentity.Bench.Population;
using CareIdentity.Certificates;
using CareIdentity.Data;
using CareIdentity.Kernel;
using CareIdentity.Pki.Issuing;
using CareIdentity.Pki.Revocation;
using CareIdentity.Smartcards;
using CareIdentity.Testing.Engines;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CareIdentity.Bench.Pki;

/// <summary>
/// Lists as the service makes them, on a PostgreSQL that syncs and whose register has a million revoked certificates: a card is cancelled, then the
/// number is taken, the entries are read, the list is signed, stored and published; its shard, and the complete one.
/// </summary>
internal sealed class RegisterListBench(BenchScale scale)
{
    private const string Name = "lists";
    private const int Shards = 64;
    private const int RowsAtOnce = 20_000;

    public async Task<IReadOnlyList<Figure>> MeasureAsync(BenchWorld world, CancellationToken ct)
    {
        if (world.DurablePostgresAsync() is not { } creating)
        {
            await Console.Error.WriteLineAsync("lists is left out: PostgreSQL is not installed.");
            return [];
        }

        await using var database = await creating;
        using var folder = new TemporaryFolder();
        await using (await StartedHost.StartServiceAsync(folder.Path, database.Url))
        {
            // It makes its authorities and people, and goes: its own timetable would make lists beside ours.
        }

        await using var rooms = TrainingRooms.On(folder.Path, database.Address).AddSingleton(new CertificateOptions { Origin = new Uri("http://pki.example") }).BuildServiceProvider();
        var issuer = await FillAsync(rooms, scale.RevokedInRegister, ct);
        var (shards, wholes) = (new List<double>(), new List<double>());
        foreach (var card in await CardsAsync(rooms, issuer, scale.Rounds + 1, ct))
        {
            await CancelAsync(rooms, card.SmartcardId, ct);
            shards.Add(await TimedAsync(rooms, issuer, card.CrlShard, ct));
            wholes.Add(await TimedAsync(rooms, issuer, 0, ct));
        }

        // The first of each warms up.
        var (shard, whole) = (Rounds.Median([.. shards.Skip(1)]), Rounds.Median([.. wholes.Skip(1)]));
        using var peers = new TemporaryFolder();
        var openssl = await CertificateBench.OpenSslAsync(peers.Path, scale.RevokedInRegister, ct);
        return openssl is null ? [] : [.. Figures(shard, whole, openssl.Value)];
    }

    private IEnumerable<Figure> Figures(double shard, double whole, double openssl)
    {
        yield return new Figure
        {
            Name = Name,
            What = $"one of {Shards} shards after one revocation, {scale.RevokedInRegister:N0} revoked in the register, number to publication",
            Unit = "ms",
            Ours = shard * 1_000,
            BaselineIs = "openssl ca -gencrl, the whole",
            Baseline = openssl * 1_000,
            Aim = new Aim("at most 50 ms", shard <= 0.05),
        };
        yield return new Figure
        {
            Name = Name,
            What = $"complete list of {scale.RevokedInRegister:N0} from the register, number to publication",
            Unit = "s",
            Ours = whole,
            BaselineIs = "openssl ca -gencrl",
            Baseline = openssl,
            Aim = new Aim("at least 5 times as fast", openssl >= 5 * whole),
        };
    }

    private static async Task<double> TimedAsync(ServiceProvider rooms, Guid issuer, int shard, CancellationToken ct)
    {
        await using var scope = rooms.CreateAsyncScope();
        var started = Stopwatch.GetTimestamp();
        var made = await scope.ServiceProvider.GetRequiredService<IssueRevocationList>().ExecuteAsync(
            new IssueRevocationListRequest { IssuerId = issuer, Shard = shard }, Actor.Service, ct);
        var took = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return made.Refusal is { } refusal ? throw new WrongAnswerException(refusal.Message)
            : made.Value.Entries > 0 ? took : throw new WrongAnswerException("A list of revoked certificates is empty.");
    }

    private static async Task CancelAsync(ServiceProvider rooms, Guid smartcardId, CancellationToken ct)
    {
        await using var scope = rooms.CreateAsyncScope();
        var cancelled = await scope.ServiceProvider.GetRequiredService<CancelSmartcard>().ExecuteAsync(
            new CancelSmartcardRequest { SmartcardId = smartcardId, Why = CancelReason.Damaged }, Actor.Service, ct);
        if (cancelled.Refusal is { } refusal)
        {
            throw new WrongAnswerException(refusal.Message);
        }
    }

    private static async Task<IReadOnlyList<CertificateRecord>> CardsAsync(ServiceProvider rooms, Guid issuer, int many, CancellationToken ct)
    {
        // Some cards of the population have ended: lists do not name them.
        var now = TimeProvider.System.GetUtcNow();
        await using var scope = rooms.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<CareIdentityDb>().Certificates.AsNoTracking()
            .Where(c => c.IssuerId == issuer && c.Status == CertificateStatus.Active && c.Kind == CertificateKind.Authentication && c.CrlShard > 0 && c.NotAfter > now)
            .OrderBy(c => c.Id).Take(many).ToListAsync(ct);
    }

    /// <summary>Gives the authority. What was never signed has octets that nobody reads.</summary>
    private static async Task<Guid> FillAsync(ServiceProvider rooms, int many, CancellationToken ct)
    {
        await using var scope = rooms.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CareIdentityDb>();
        var now = TimeProvider.System.GetUtcNow();
        var like = await db.Certificates.AsNoTracking().Where(c => c.Status == CertificateStatus.Active && c.NotAfter > now).OrderBy(c => c.Id).FirstAsync(ct);
        for (var made = 0; made < many; made += RowsAtOnce)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await ManyRows.InsertToldAsync(db, typeof(CertificateRecord), [.. Enumerable.Range(made, Math.Min(RowsAtOnce, many - made)).Select(i => Revoked(like, i))], ct);
            await transaction.CommitAsync(ct);
        }

        await db.Database.ExecuteSqlAsync($"update issuers set crl_shards = {Shards} where id = {like.IssuerId}", ct);
        await db.Database.ExecuteSqlAsync($"vacuum analyze certificates", ct);
        return like.IssuerId;
    }

    private static CertificateRecord Revoked(CertificateRecord like, int i)
    {
        var serial = SerialNumber.Create();
        var record = new CertificateRecord
        {
            Id = Guid.CreateVersion7(),
            IssuerId = like.IssuerId,
            Serial = serial.ToString(),
            CrlShard = CrlShard.Of(serial, Shards).Number,
            Kind = CertificateKind.Authentication,
            SmartcardId = like.SmartcardId,
            ProfileId = like.ProfileId,
            OperationId = like.OperationId,
            Uuid = like.Uuid,
            NotBefore = like.NotBefore,
            NotAfter = like.NotAfter,
            ToBeSigned = [0x30, 0x00],
            KeyHash = RandomNumberGenerator.GetBytes(32),
            ReservedAt = like.ReservedAt,
            Version = Guid.CreateVersion7(),
        };
        record.Keep([0x30, 0x00], RandomNumberGenerator.GetBytes(32));
        record.Revoke(RevocationReason.KeyCompromise, SetUpIssuers.WholeSeconds(like.ReservedAt.AddSeconds(-(i % 1_000))));
        return record;
    }
}
