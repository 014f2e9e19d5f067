using System.Net;
using System.Net.Http.Headers;
using Xunit;

namespace CareIdentity.Web.Tests.PublicPki;

/// <summary>The protocol around the octets: methods, media types, caching, what nonsense gets, and that it costs no session.</summary>
public sealed class PublicPkiTests(RunningPki pki)
{
    private static readonly byte[] Malformed = [0x30, 3, 0x0A, 1, 1];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_index_names_every_authority_and_all_its_addresses_answer()
    {
        var client = await pki.Client;
        foreach (var kind in new[] { "issuing", "root" })
        {
            var issuer = await pki.IssuerAsync(kind);
            foreach (var name in new[] { "certificate", "crl" })
            {
                using var answer = await client.GetAsync(new Uri(issuer.GetProperty(name).GetString()!), Ct);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                Assert.Equal(name == "crl" ? "application/pkix-crl" : "application/pkix-cert", answer.Content.Headers.ContentType?.MediaType);
            }

            Assert.Equal(await pki.AddressAsync("/pki/ocsp"), new Uri(issuer.GetProperty("ocsp").GetString()!));
        }

        Assert.Equal(16, (await pki.IssuerAsync("issuing")).GetProperty("shards").GetArrayLength());
    }

    [Theory]
    [InlineData("/pki/training-issuing.cer")]
    [InlineData("/pki/training-root.crl")]
    [InlineData("/pki/training-issuing/3.crl")]
    public async Task What_has_not_changed_is_not_sent_again(string path)
    {
        var client = await pki.Client;
        using var first = await client.GetAsync(await pki.AddressAsync(path), Ct);
        foreach (var header in new[] { ("If-None-Match", first.Headers.ETag!.ToString()), ("If-Modified-Since", first.Content.Headers.LastModified!.Value.ToString("R")), ("If-None-Match", "*") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, await pki.AddressAsync(path));
            request.Headers.TryAddWithoutValidation(header.Item1, header.Item2);
            using var again = await client.SendAsync(request, Ct);
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
            Assert.Empty(await again.Content.ReadAsByteArrayAsync(Ct));
        }

        using var other = new HttpRequestMessage(HttpMethod.Get, await pki.AddressAsync(path));
        other.Headers.TryAddWithoutValidation("If-None-Match", "\"another\"");
        using var sent = await client.SendAsync(other, Ct);
        Assert.Equal(HttpStatusCode.OK, sent.StatusCode);
        Assert.True(sent.Headers.CacheControl is { Public: true, MaxAge.TotalSeconds: > 0 });
    }

    /// <summary>RFC 5019 §5, §6.</summary>
    [Fact]
    public async Task A_GET_is_answered_with_what_caches_need_and_alike_whether_its_slashes_are_escaped()
    {
        var client = await pki.Client;
        var request = await RequestAsync("good");
        var escaped = await pki.AddressAsync("/pki/ocsp/" + Uri.EscapeDataString(Convert.ToBase64String(request)));
        using var first = await client.GetAsync(escaped, Ct);
        using var plain = await client.GetAsync(await pki.AddressAsync("/pki/ocsp/" + Convert.ToBase64String(request)), Ct);

        Assert.Equal("application/ocsp-response", first.Content.Headers.ContentType?.MediaType);
        Assert.Equal(await first.Content.ReadAsByteArrayAsync(Ct), await plain.Content.ReadAsByteArrayAsync(Ct));
        Assert.True(first.Headers.CacheControl is { Public: true, NoTransform: true, MustRevalidate: true });
        Assert.InRange(first.Headers.CacheControl!.MaxAge!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        Assert.Equal(TimeSpan.FromHours(1), first.Content.Headers.Expires - first.Content.Headers.LastModified);

        using var conditional = new HttpRequestMessage(HttpMethod.Get, escaped);
        conditional.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var again = await client.SendAsync(conditional, Ct);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);

        using var posted = await PostAsync(request);
        Assert.True(posted.Headers.CacheControl!.NoStore);
        Assert.Equal(await first.Content.ReadAsByteArrayAsync(Ct), await posted.Content.ReadAsByteArrayAsync(Ct));
    }

    [Fact]
    public async Task Nonsense_is_malformed_in_the_protocols_own_words_and_never_cached()
    {
        foreach (var body in new byte[][] { [], [0], [.. Enumerable.Repeat((byte)0x30, 4000)], new byte[100_000] })
        {
            using var answer = await PostAsync(body);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(Malformed, await answer.Content.ReadAsByteArrayAsync(Ct));
        }

        foreach (var path in new[] { "/pki/ocsp/", "/pki/ocsp/nothing!", "/pki/ocsp/%01%ff", "/pki/ocsp/MEUw", "/pki/ocsp/" + new string('A', 7000) })
        {
            using var answer = await (await pki.Client).GetAsync(await pki.AddressAsync(path), Ct);
            Assert.Equal(Malformed, await answer.Content.ReadAsByteArrayAsync(Ct));
            Assert.True(answer.Headers.CacheControl!.NoStore);
        }
    }

    [Fact]
    public async Task Other_methods_and_names_are_refused_and_nobody_gets_a_cookie()
    {
        var client = await pki.Client;
        foreach (var (method, path, status) in new[]
        {
            (HttpMethod.Put, "/pki/ocsp", HttpStatusCode.MethodNotAllowed), (HttpMethod.Get, "/pki/ocsp", HttpStatusCode.MethodNotAllowed),
            (HttpMethod.Get, "/pki/nobody.crl", HttpStatusCode.NotFound), (HttpMethod.Get, "/pki/training-issuing/17.crl", HttpStatusCode.NotFound),
            (HttpMethod.Get, "/pki/training-issuing/0.crl", HttpStatusCode.NotFound), (HttpMethod.Get, "/pki/..%2Ftraining-issuing.cer", HttpStatusCode.NotFound),
            (HttpMethod.Head, "/pki/training-issuing.crl", HttpStatusCode.OK), (HttpMethod.Get, "/pki", HttpStatusCode.OK),
        })
        {
            using var request = new HttpRequestMessage(method, await pki.AddressAsync(path));
            using var answer = await client.SendAsync(request, Ct);
            Assert.True(answer.StatusCode == status, $"{method} {path}: {(int)answer.StatusCode}");
            Assert.False(answer.Headers.Contains("Set-Cookie"));
        }
    }

    private async Task<HttpResponseMessage> PostAsync(byte[] request)
    {
        using var content = new ByteArrayContent(request);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/ocsp-request");
        return await (await pki.Client).PostAsync(await pki.AddressAsync("/pki/ocsp"), content, Ct);
    }

    private async Task<byte[]> RequestAsync(string card)
    {
        await pki.Client;
        var file = $"{Guid.NewGuid():N}.der";
        await OtherProgram.RunAsync("openssl", pki.Folder, "openssl", null, "ocsp", "-issuer", "issuing.pem", "-cert", $"{card}.pem", "-no_nonce", "-reqout", file);
        return await File.ReadAllBytesAsync(Path.Combine(pki.Folder, file), Ct);
    }
}
