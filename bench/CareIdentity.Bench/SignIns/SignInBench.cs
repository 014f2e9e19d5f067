using System.Net;
using System.Security.Cryptography;
using System.Text;
using CareIdentity.Bench.Hosts;
using CareIdentity.Bench.Measuring;
using CareIdentity.Bench.Pki;

namespace CareIdentity.Bench.SignIns;

/// <summary>
/// Card sign-ins over HTTP against the built service in a process of its own, on SQLite and on a PostgreSQL that syncs: with the card's part measured,
/// and with only the request that brings the proof. Beside them what Kestrel and ECDSA do by themselves.
/// </summary>
internal sealed class SignInBench(BenchScale scale)
{
    private const string Name = "sign-in";

    public async Task<IReadOnlyList<Figure>> MeasureAsync(BenchWorld world, CancellationToken ct)
    {
        var figures = await OnAsync(await world.TrainingDirectoryAsync(), null, "SQLite", ct);
        if (world.DurablePostgresAsync() is not { } creating)
        {
            return figures;
        }

        await using var database = await creating;
        using var folder = new TemporaryFolder();
        return [.. figures, .. await OnAsync(folder.Path, database.Url, "PostgreSQL with fsync", ct)];
    }

    private async Task<IReadOnlyList<Figure>> OnAsync(string directory, string? database, string engine, CancellationToken ct)
    {
        await using var service = await StartedHost.StartServiceAsync(directory, database);
        await using var bare = await StartedHost.StartBareAsync();
        using var http = service.Connect();
        using var bareHttp = bare.Connect();
        var cards = new List<TrainingCard>();
        var clients = await FindClientsAsync(http, service.Address, directory, cards, ct);
        var form = (await clients[0].PrepareAsync(ct))!;
        var page = (await http.GetByteArrayAsync(PortalVisitor.Page, ct)).Length;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        var all = await Rounds.AlternateAsync(
            scale.Rounds,
            [
                new Workload("signed before", _ => SignedBeforeAsync(clients, ct)),
                new Workload("with the card", _ => WithCardAsync(clients, ct)),
                new Workload("bare form", _ => Load.RunAsync(scale.Clients, scale.RequestsPerClient, (_, _) => PostAsync(bareHttp, form, ct))),
                new Workload("verify", _ => VerifyAsync(key)),
                new Workload("page", _ => Load.RunAsync(scale.Clients, scale.RequestsPerClient / 10, (_, _) => GetAsync(http, PortalVisitor.Page, PortalVisitor.Marker, page, ct))),
                new Workload("bare page", _ => Load.RunAsync(scale.Clients, scale.RequestsPerClient, (_, _) => GetAsync(bareHttp, $"/page/{page}", BareHost.Marker, page, ct))),
            ],
            ct);
        cards.ForEach(card => card.Dispose());

        var with = $"{scale.Clients} clients, {engine}";
        return
        [
            Figure.OfRates(Name, $"sign-ins, proof signed before, {with}", all[0], $"bare Kestrel form of {form.Length:N0} bytes", all[2]),
            Figure.OfRates(Name, $"sign-ins, proof signed before, {with}", all[0], "bare ECDSA P-256 verify", all[3]),
            Figure.OfRates(Name, $"sign-ins with challenge, card and proof, {with}", all[1], $"bare Kestrel form of {form.Length:N0} bytes", all[2]),
            Figure.OfRates(Name, $"sign-in page, {page:N0} bytes, {with}", all[4], "bare Kestrel page of the same size", all[5]),
        ];
    }

    private async Task<List<CardClient>> FindClientsAsync(HttpClient http, string origin, string directory, List<TrainingCard> cards, CancellationToken ct)
    {
        var clients = new List<CardClient>();
        foreach (var card in TrainingCard.Of(directory))
        {
            cards.Add(card);
            var visitor = new PortalVisitor(http);
            await visitor.ArriveAsync(ct);
            var client = new CardClient(visitor, card, origin);
            if (await client.IsGoodAsync(ct))
            {
                clients.Add(client);
            }

            if (clients.Count == scale.Clients)
            {
                return clients;
            }
        }

        throw new WrongAnswerException($"Of {cards.Count} training cards {clients.Count} sign in.");
    }

    private async Task<Sample> SignedBeforeAsync(List<CardClient> clients, CancellationToken ct)
    {
        var forms = await Task.WhenAll(clients.Select(async client =>
        {
            var prepared = new byte[scale.SignInsPerClient][];
            for (var i = 0; i < prepared.Length; i++)
            {
                prepared[i] = await client.PrepareAsync(ct) ?? throw new WrongAnswerException("A good card did not sign.");
            }

            return prepared;
        }));
        var sample = await Load.RunAsync(clients.Count, scale.SignInsPerClient, (client, i) => clients[client].SendAsync(forms[client][i], ct));
        await Task.WhenAll(clients.Select(client => client.CheckAsync(ct)));
        return sample;
    }

    private async Task<Sample> WithCardAsync(List<CardClient> clients, CancellationToken ct)
    {
        var sample = await Load.RunAsync(clients.Count, scale.SignInsPerClient, (client, _) => clients[client].SignInAsync(ct));
        await Task.WhenAll(clients.Select(client => client.CheckAsync(ct)));
        return sample;
    }

    private Task<Sample> VerifyAsync(ECDsa key)
    {
        var signed = Encoding.UTF8.GetBytes(Name);
        var signature = key.SignData(signed, HashAlgorithmName.SHA256);
        var publicKeys = Enumerable.Range(0, scale.Clients).Select(_ => ECDsa.Create(key.ExportParameters(includePrivateParameters: false))).ToArray();
        return Load.RunAsync(scale.Clients, scale.VerificationsPerClient, (client, _) =>
            publicKeys[client].VerifyData(signed, signature, HashAlgorithmName.SHA256) ? Task.CompletedTask : throw new WrongAnswerException("ECDSA refused its own signature."));
    }

    private static async Task PostAsync(HttpClient http, byte[] form, CancellationToken ct)
    {
        using var body = PortalVisitor.FormBody(form);
        using var answer = await http.PostAsync("/form", body, ct);
        if (answer.StatusCode is not HttpStatusCode.Redirect)
        {
            throw new WrongAnswerException($"The bare form answered {(int)answer.StatusCode}.");
        }
    }

    private static async Task GetAsync(HttpClient http, string path, string marker, int atLeast, CancellationToken ct)
    {
        using var answer = await http.GetAsync(path, ct);
        var body = await answer.Content.ReadAsByteArrayAsync(ct);

        // Tokens in the page differ by some bytes from one answer to the next.
        if (answer.StatusCode is not HttpStatusCode.OK || body.Length < atLeast - 200 || body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(marker)) < 0)
        {
            throw new WrongAnswerException($"{path} answered {(int)answer.StatusCode} with {body.Length} bytes.");
        }
    }
}
