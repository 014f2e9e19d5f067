using System.Text;
using CareIdentity.Kernel;
using CareIdentity.Requests;
using CareIdentity.Testing.Engines;

namespace CareIdentity.Tests.Requests;

/// <summary>What may be attached to a request, by whom, how much of it, and what is kept.</summary>
public sealed class AttachmentTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>A JPEG with a camera's position in it and a web page behind its end.</summary>
    private static readonly byte[] Picture =
    [
        0xFF, 0xD8, 0xFF, 0xE1, 0x00, 0x08, .. "GPS-51"u8, 0xFF, 0xC0, 0x00, 0x08, 8, 0, 90, 0, 120, 1, 0xFF, 0xDA, 0x00, 0x03, 1, 1, 2, 3, 0xFF, 0xD9, .. "<script>"u8,
    ];

    [Theory, EveryEngine]
    public async Task The_requester_and_those_who_decide_attach_and_read_what_was_written_anew(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        var stranger = await asked.Given.ASponsor(Tests.Given.Given.OtherPharmacy, "Olga Other");

        Assert.Equal("access.not-allowed", (await Attach(asked, stranger, "Rota"u8)).Refusal?.Code);
        Assert.Null((await Attach(asked, asked.Sponsor, Picture, "C:\\Users\\sam\\letter of <Asha>.html")).Refusal);
        Assert.Equal("request.attached-already", (await Attach(asked, asked.Agent, Picture)).Refusal?.Code);
        asked.Given.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null((await Attach(asked, asked.Agent, "Rota of June"u8, "rota.csv")).Refusal);

        var seen = await asked.Seen(asked.Agent);
        var rows = await asked.Given.With((AttachmentQueries queries) => queries.OfAsync(seen, None));
        var file = await asked.Given.With((AttachmentQueries queries) => queries.FindAsync(seen, rows[0].Id, None));
        Assert.Equal(["letter of Asha.jpg by Sam Sponsor", "rota.txt by Ravi Agent"], rows.Select(row => $"{row.Name} by {row.AttachedBy}"));
        Assert.Equal("image/jpeg", file!.ContentType);
        Assert.DoesNotContain("GPS", Encoding.Latin1.GetString(file.Content), StringComparison.Ordinal);
        Assert.DoesNotContain("script", Encoding.Latin1.GetString(file.Content), StringComparison.Ordinal);
        Assert.Null(await asked.Given.With((AttachmentQueries queries) => queries.FindAsync(seen, Guid.NewGuid(), None)));
        Assert.Equal(["Attached", "Attached"], (await asked.Story()).Steps.Select(step => step.Kind.ToString()));
        Assert.Single((await asked.Story()).Turns);
        Assert.Equal(2, (await asked.Events()).Count(type => type == nameof(RequestAttached)));
    }

    [Theory, EveryEngine]
    public async Task Ten_are_enough_and_nothing_is_added_once_it_is_decided(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        for (var i = 0; i < AttachToRequest.Most; i++)
        {
            Assert.Null((await Attach(asked, asked.Sponsor, Encoding.UTF8.GetBytes($"Page {i}"))).Refusal);
        }

        Assert.Equal("request.too-many-attachments", (await Attach(asked, asked.Sponsor, "One more"u8)).Refusal?.Code);
        Assert.Null((await asked.Reject(asked.Agent)).Refusal);
        Assert.Equal("request.already-decided", (await Attach(asked, asked.Sponsor, "Late"u8)).Refusal?.Code);
        Assert.Equal("request.not-found", (await asked.Given.With((AttachToRequest attach) => attach.ExecuteAsync(
            new AttachToRequestRequest { RequestId = Guid.NewGuid(), Name = "x", Content = AttachmentContent.Read("x"u8).Value }, asked.Agent, None))).Refusal?.Code);
    }

    [Theory, EveryEngine]
    public async Task Two_who_attach_the_tenth_at_once_do_not_make_eleven(EngineUnderTest engine)
    {
        await using var asked = await RequestsOnTheWay.OneAsync(engine);
        for (var i = 1; i < AttachToRequest.Most; i++)
        {
            await Attach(asked, asked.Sponsor, Encoding.UTF8.GetBytes($"Page {i}"));
        }

        var both = await Task.WhenAll(Attach(asked, asked.Sponsor, "Mine"u8), Attach(asked, asked.Agent, "Yours"u8));

        Assert.Single(both, outcome => outcome.Refusal is null);
    }

    [Theory]
    [InlineData("<html><script>alert(1)</script></html>")]
    [InlineData("  \n<svg onload=alert(1)>")]
    [InlineData("%PDF-1.7")]
    [InlineData("{\\rtf1 }")]
    [InlineData("#!/bin/sh")]
    [InlineData("MZ\0\0")]
    [InlineData("PK\u0003\u0004")]
    [InlineData("\uFEFF")]
    public void What_could_run_or_cannot_be_written_anew_is_refused(string text) =>
        Assert.Equal("request.attachment-kind", AttachmentContent.Read(Encoding.UTF8.GetBytes(text)).Refusal?.Code);

    [Fact]
    public void Bytes_that_are_no_picture_and_no_text_nothing_and_too_much_are_refused()
    {
        Assert.Equal("request.attachment-kind", AttachmentContent.Read([0xFF, 0xFE, 0x41, 0x00]).Refusal?.Code);
        Assert.Equal("request.attachment-kind", AttachmentContent.Read(Picture.AsSpan(0, 20)).Refusal?.Code);
        Assert.Equal("request.attachment-missing", AttachmentContent.Read([]).Refusal?.Code);
        Assert.Equal("request.attachment-too-large", AttachmentContent.Read(new byte[AttachmentContent.MaxBytes + 1]).Refusal?.Code);
    }

    [Theory]
    [InlineData("rota.csv", "rota.txt")]
    [InlineData("../../etc/passwd", "passwd.txt")]
    [InlineData("a\"b\r\nSet-Cookie: x.txt", "abSet-Cookie x.txt")]
    [InlineData(".html", "html.txt")]
    [InlineData("", "Attachment.txt")]
    public void A_name_is_only_a_name(string uploaded, string kept) => Assert.Equal(kept, AttachmentContent.Read("text"u8).Value.NameFor(uploaded));

    private static Task<Outcome<Done>> Attach(RequestsOnTheWay asked, Actor by, ReadOnlySpan<byte> bytes, string name = "file")
    {
        var request = new AttachToRequestRequest { RequestId = asked.Id, Name = name, Content = AttachmentContent.Read(bytes).Value };
        return asked.Given.With((AttachToRequest attach) => attach.ExecuteAsync(request, by, None));
    }
}
