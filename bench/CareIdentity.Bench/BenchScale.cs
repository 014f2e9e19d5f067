namespace CareIdentity.Bench;

/// <summary>How much of everything. Rounds are short and many rather than long and few: ours and the raw thing alternate, so that both meet the same noise.</summary>
internal sealed record BenchScale
{
    public static readonly BenchScale Full = new();

    public static readonly BenchScale Smoke = new()
    {
        People = 1_000,
        BatchLines = 200,
        Rounds = 1,
        Clients = 2,
        SignInsPerClient = 3,
        RequestsPerClient = 20,
        VerificationsPerClient = 50,
        ReadsPerRound = 10,
        OrganisationLines = 600,
        ImportRounds = 1,
        Starts = 1,
        CardRounds = 1,
        CommandsPerRound = 20,
        CertificatesOnFile = 2_000,
        CertificatesAtStart = 2_000,
        CertificatesInIndex = 2_000,
        RevokedInRegister = 2_000,
        Issues = 2,
        IssuesAtOnce = 5,
        RealFiles = false,
        Populations = [300],
        PageReads = 5,
        LookupsPerClient = 20,
        Chosen = 200,
        ExportRounds = 1,
        TakenOver = 300,
    };

    public int People { get; private init; } = 100_000;

    public int BatchLines { get; private init; } = 100_000;

    public int Rounds { get; private init; } = 5;

    /// <summary>Who do something at the same time over HTTP.</summary>
    public int Clients { get; private init; } = 4;

    public int SignInsPerClient { get; private init; } = 400;

    public int RequestsPerClient { get; private init; } = 1_000;

    public int VerificationsPerClient { get; private init; } = 5_000;

    public int ReadsPerRound { get; private init; } = 200;

    public int OrganisationLines { get; private init; } = 15_000;

    public int ImportRounds { get; private init; } = 3;

    public int Starts { get; private init; } = 5;

    /// <summary>With a card: which core the kernel gives its reader decides about a round, so there are many.</summary>
    public int CardRounds { get; private init; } = 15;

    /// <summary>To a card, or walks through its answers.</summary>
    public int CommandsPerRound { get; private init; } = 1_000;

    /// <summary>In the register while OCSP is asked.</summary>
    public int CertificatesOnFile { get; private init; } = 1_000_000;

    public int CertificatesAtStart { get; private init; } = 5_000_000;

    /// <summary>That <c>openssl ocsp</c> reads at its start.</summary>
    public int CertificatesInIndex { get; private init; } = 100_000;

    public int RevokedInRegister { get; private init; } = 1_000_000;

    public int Issues { get; private init; } = 40;

    public int IssuesAtOnce { get; private init; } = 200;

    public bool RealFiles { get; private init; } = true;

    /// <summary>From a region to the country.</summary>
    public IReadOnlyList<int> Populations { get; private init; } = [10_000, 100_000, 1_500_000];

    public int PageReads { get; private init; } = 100;

    public int LookupsPerClient { get; private init; } = 2_000;

    /// <summary>People whom the national benches look for.</summary>
    public int Chosen { get; private init; } = 20_000;

    public int ExportRounds { get; private init; } = 3;

    /// <summary>People in the file of a take-over.</summary>
    public int TakenOver { get; private init; } = 300_000;
}
