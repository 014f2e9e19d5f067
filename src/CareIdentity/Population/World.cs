using CareIdentity.Kernel;
using CareIdentity.Requests;
using CareIdentity.Smartcards;

namespace CareIdentity.Population;

/// <summary>What all that is generated has in common: the day, the issuer of certificates, and numbers that each are given once.</summary>
/// <param name="seed">The same seed on the same day makes the same population.</param>
/// <param name="now">The morning of that day.</param>
/// <param name="rows">Where all of it is gathered.</param>
internal sealed class World(ulong seed, DateTimeOffset now, RaPolicy policy, Guid issuer, int crlShards, PopulationRows rows)
{
    private const long Uuids = 39_999_999_979;
    private const ulong References = 1UL << 40;

    private long people;
    private ulong requests;
    private int cards = 20_000_000;

    public ulong Seed => seed;

    public DateTimeOffset Now => now;

    public DateOnly Today { get; } = ClockDates.OnDay(now);

    public RaPolicy Policy => policy;

    public Guid Issuer => issuer;

    public int CrlShards => crlShards;

    public PopulationRows Rows => rows;

    public int People => (int)people;

    /// <summary>Spread over their range, each once: a multiplier without a common factor with the modulus.</summary>
    public UserUuid NextUuid() =>
        UserUuid.WithCheckDigit((10_000_000_000 + (((people++ * 7_368_787_937) + (long)(seed % Uuids)) % Uuids)).ToString(System.Globalization.CultureInfo.InvariantCulture));

    public RequestReference NextReference() => RequestReference.Numbered(((requests++ * 735_632_791) + seed) % References);

    public CardSerial NextSerial(string series) => CardSerial.Parse($"{series}{cards++:D8}");
}

/// <summary>Somebody of the generated population who acts on others.</summary>
internal sealed record Worker(Guid ProfileId, Actor Actor);

/// <summary>Who gives access and cards, for whoever works below their Registration Authority.</summary>
internal sealed record RaTeam(OdsCode Authority, Worker Sponsor, Worker Manager, Worker Checker, IReadOnlyList<Worker> Agents);
