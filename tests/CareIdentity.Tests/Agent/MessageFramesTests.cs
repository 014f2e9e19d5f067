using System.Text;
using CareIdentity.Agent.NativeMessaging;
using CareIdentity.Tests.Cards;
using NativeMessages = CareIdentity.Agent.NativeMessaging.Messages;

namespace CareIdentity.Tests.Agent;

/// <summary>Native messages: framed, bounded, and anything that is not exactly one is none.</summary>
public sealed class MessageFramesTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_message_goes_out_as_it_comes_in()
    {
        using var wire = new MemoryStream();
        using var agent = new MessageFrames(Stream.Null, wire);
        await agent.WriteAsync("{\"a\":1}"u8.ToArray(), None);

        Assert.Equal(7, BitConverter.ToInt32(wire.ToArray(), 0));
        wire.Position = 0;
        using var frames = new MessageFrames(wire, Stream.Null);
        Assert.Equal("{\"a\":1}", Encoding.UTF8.GetString((await frames.ReadAsync(None))!));
        Assert.Null(await frames.ReadAsync(None));
    }

    [Theory]
    [InlineData("00000000")]
    [InlineData("FFFFFFFF")]
    [InlineData("01000100")] // 65,537
    [InlineData("0000")]
    [InlineData("0500000031")]
    public async Task A_frame_that_is_none_ends_the_conversation(string hex)
    {
        using var wire = new MemoryStream(Convert.FromHexString(hex));
        using var frames = new MessageFrames(wire, Stream.Null);

        await Assert.ThrowsAsync<InvalidDataException>(async () => await frames.ReadAsync(None));
    }

    [Fact]
    public async Task A_message_that_the_browser_would_not_take_is_not_sent()
    {
        using var frames = new MessageFrames(Stream.Null, Stream.Null);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await frames.WriteAsync(new byte[MessageFrames.MaxOutgoing + 1], None));
    }

    [Theory]
    [InlineData("""{"version":1,"id":"a","ask":"status"}""", true)]
    [InlineData("""{"ask":"sign-in","version":1,"id":"a","origin":"https://a.example","nonce":"n"}""", true)]
    [InlineData("""{"version":1,"id":"a","ask":"operate","origin":"https://a.example","ticket":"t"}""", true)]
    [InlineData("""{"version":1,"id":"a","ask":"stop"}""", true)]
    [InlineData("""{"version":1,"id":"a","ask":"sign-in","nonce":"n"}""", false)]
    [InlineData("""{"version":1,"id":"a","ask":"sign-in","origin":"https://a.example","origin":"https://b.example","nonce":"n"}""", false)]
    [InlineData("""{"version":1,"id":"a","ask":"status","apdu":"00A40400"}""", false)]
    [InlineData("""{"version":1,"id":"a","ask":"transmit","apdu":"00A40400"}""", false)]
    [InlineData("""{"version":1,"id":"","ask":"status"}""", false)]
    [InlineData("""{"version":1,"id":"a b","ask":"status"}""", false)]
    [InlineData("""{"version":1,"id":null,"ask":"status"}""", false)]
    [InlineData("""{"version":"1","id":"a","ask":"status"}""", false)]
    [InlineData("""{"version":1,"id":"a"}""", false)]
    [InlineData("null", false)]
    [InlineData("[]", false)]
    [InlineData("", false)]
    public void A_question_is_exactly_one_or_none(string json, bool isQuestion) =>
        Assert.Equal(isQuestion, NativeMessages.Find(Encoding.UTF8.GetBytes(json)) is not null);

    [Fact]
    public void Mutated_questions_are_read_or_refused_and_nothing_else()
    {
        var whole = """{"version":1,"id":"abc","ask":"sign-in","origin":"https://a.example","nonce":"0123456789"}"""u8.ToArray();
        var seeded = new SeededBytes(20261122);
        for (var i = 0; i < 50_000; i++)
        {
            _ = NativeMessages.Find(seeded.Mutate(whole));
        }
    }
}
