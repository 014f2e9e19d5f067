using System.Text;
using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Workstation;
using CareIdentity.Cards.Workstation.Messages;
using Xunit;

namespace CareIdentity.Tests.Cards.Workstation;

/// <summary>The messages as text, and what is refused on either side.</summary>
public sealed class WireTests
{
    [Fact]
    public void The_messages_of_a_workstation_look_like_this()
    {
        Same("""{"type":"hello","version":1,"ticket":"t","agent":"Agent 1.0","cards":[{"reader":"R","serial":"1000000017","state":"ours","triesLeft":3},{"reader":"S","serial":null,"state":"none","triesLeft":null}]}""",
            new Hello(1, "t", "Agent 1.0", [new CardInReader("R", "1000000017", CardState.Ours, 3), CardInReader.Empty("S")]));
        Same("""{"type":"hello","version":1,"ticket":"t","agent":"Agent 1.0","cards":[{"reader":"R","serial":"1000000017","state":"ours","triesLeft":3,"longCommands":true}]}""",
            new Hello(1, "t", "Agent 1.0", [new CardInReader("R", "1000000017", CardState.Ours, 3, LongCommands: true)]));
        Same("""{"type":"response","id":7,"bytes":"kAA="}""", new Response(7, [0x90, 0x00]));
        Same("""{"type":"stopped","id":7,"code":"passcodeNotGiven","reason":"No passcode was entered."}""", new Stopped(7, StopCode.PasscodeNotGiven, "No passcode was entered."));
        Same("""{"type":"stopped","id":null,"code":"personStopped","reason":"Stopped."}""", new Stopped(null, StopCode.PersonStopped, "Stopped."));
        Same("""{"type":"cardGone"}""", new CardGone());
    }

    [Fact]
    public void The_messages_of_the_service_look_like_this()
    {
        Same("""{"type":"operation","version":1,"kind":"issueLocked","inWords":"Issue a smartcard to Asha Patel","holder":"Asha Patel","reader":"R","cardSerial":null,"stepCount":9}""",
            new Operation(1, OperationKind.IssueLocked, "Issue a smartcard to Asha Patel", "Asha Patel", "R", null, 9));
        Same("""{"type":"step","n":2,"text":"Make keys"}""", new StepBegun(2, "Make keys"));
        Same("""{"type":"apdu","id":1,"bytes":"AKQEAA=="}""", new Apdu(1, [0x00, 0xA4, 0x04, 0x00]));
        Same("""{"type":"passcode","id":2,"bytes":"ACAAgAj//////////w==","places":[{"offset":0,"kind":"current"}],"why":"Confirm"}""",
            new PasscodeWanted(2, [0x00, 0x20, 0x00, 0x80, 0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [new PasscodePlace(0, PasscodeKind.Current)], "Confirm"));
        Same("""{"type":"done","outcome":"interrupted","message":"Try again."}""", new Done(OperationOutcome.Interrupted, "Try again."));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"hello\"")]
    [InlineData("{}")]
    [InlineData("""{"type":"cardgone"}""")]
    [InlineData("""{"type":"CardGone"}""")]
    [InlineData("""{"type":"operation"}""")]
    [InlineData("""{"type":"cardGone","more":1}""")]
    [InlineData("""{"type":"cardGone","type":"cardGone"}""")]
    [InlineData("""{"type":"cardGone"} x""")]
    [InlineData("""{"type":"cardGone",}""")]
    [InlineData("""{"type":1}""")]
    [InlineData("""{"$type":"cardGone"}""")]
    [InlineData("""{"type":"response","id":1}""")]
    [InlineData("""{"type":"response","bytes":"kAA="}""")]
    [InlineData("""{"type":"response","id":1,"bytes":null}""")]
    [InlineData("""{"type":"response","id":1,"bytes":"kA="}""")]
    [InlineData("""{"type":"response","id":1,"bytes":"kA=="}""")]
    [InlineData("""{"type":"response","id":1,"bytes":""}""")]
    [InlineData("""{"type":"response","id":0,"bytes":"kAA="}""")]
    [InlineData("""{"type":"response","id":-1,"bytes":"kAA="}""")]
    [InlineData("""{"type":"response","id":"1","bytes":"kAA="}""")]
    [InlineData("""{"type":"response","id":1.5,"bytes":"kAA="}""")]
    [InlineData("""{"type":"response","id":99999999999,"bytes":"kAA="}""")]
    [InlineData("""{"type":"response","id":1,"id":1,"bytes":"kAA="}""")]
    [InlineData("""{"type":"response","ID":1,"bytes":"kAA="}""")]
    [InlineData("""{"type":"stopped","id":1,"code":"noSuchCode","reason":"x"}""")]
    [InlineData("""{"type":"stopped","id":1,"code":0,"reason":"x"}""")]
    [InlineData("""{"type":"stopped","id":1,"code":"0","reason":"x"}""")]
    [InlineData("""{"type":"stopped","id":1,"code":"personStopped","reason":""}""")]
    [InlineData("""{"type":"stopped","id":1,"code":"personStopped","reason":"a\u202Eb"}""")]
    [InlineData("""{"type":"stopped","id":1,"code":"personStopped","reason":"a\nb"}""")]
    [InlineData("""{"type":"hello","version":0,"ticket":"t","agent":"a","cards":[]}""")]
    [InlineData("""{"type":"hello","version":1,"ticket":"","agent":"a","cards":[]}""")]
    [InlineData("""{"type":"hello","version":1,"ticket":"t","agent":"a","cards":null}""")]
    [InlineData("""{"type":"hello","version":1,"ticket":"t","agent":"a","cards":[null]}""")]
    [InlineData("""{"type":"hello","version":1,"ticket":"t","agent":"a","cards":[{"reader":"R","serial":"../x","state":"ours","triesLeft":3}]}""")]
    [InlineData("""{"type":"hello","version":1,"ticket":"t","agent":"a","cards":[{"reader":"R","serial":"","state":"ours","triesLeft":3}]}""")]
    [InlineData("""{"type":"hello","version":1,"ticket":"t","agent":"a","cards":[{"reader":"R","serial":null,"state":"ours","triesLeft":99}]}""")]
    [InlineData("""{"type":"hello","version":1,"ticket":"t","agent":"a","cards":[{"reader":"R","serial":null,"state":"ours"}]}""")]
    [InlineData("""{"type":"hello","version":1,"ticket":"t","agent":"a","cards":[{"reader":"R","serial":null,"state":"ours","triesLeft":1,"isLocked":true}]}""")]
    public void What_is_not_exactly_a_message_of_a_workstation_is_refused(string text) =>
        Assert.Throws<CardProtocolException>(() => Wire.ReadFromWorkstation(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData("""{"type":"hello","version":1,"ticket":"t","agent":"a","cards":[]}""")]
    [InlineData("""{"type":"operation","version":1,"kind":"destroy","inWords":"w","holder":"h","reader":"R","cardSerial":null,"stepCount":1}""")]
    [InlineData("""{"type":"operation","version":1,"kind":"Issue","inWords":"w","holder":"h","reader":"R","cardSerial":null,"stepCount":1}""")]
    [InlineData("""{"type":"operation","version":1,"kind":null,"inWords":"w","holder":"h","reader":"R","cardSerial":null,"stepCount":1}""")]
    [InlineData("""{"type":"operation","version":1,"kind":"issue, clear","inWords":"w","holder":"h","reader":"R","cardSerial":null,"stepCount":1}""")]
    [InlineData("""{"type":"operation","version":1,"kind":"issue","inWords":"w","holder":"h","reader":"R","stepCount":1}""")]
    [InlineData("""{"type":"operation","version":1,"kind":"issue","inWords":"w","holder":"h","reader":"R","cardSerial":null,"stepCount":101}""")]
    [InlineData("""{"type":"operation","version":1,"kind":"issue","inWords":"w\u200Bw","holder":"h","reader":"R","cardSerial":null,"stepCount":1}""")]
    [InlineData("""{"type":"step","n":0,"text":"x"}""")]
    [InlineData("""{"type":"apdu","id":1,"bytes":""}""")]
    [InlineData("""{"type":"apdu","id":1,"bytes":"AKQE"}""")]
    [InlineData("""{"type":"apdu","id":1,"bytes":"AKQEAAUA"}""")]
    [InlineData("""{"type":"passcode","id":2,"bytes":"ACAAgAj//////////w==","places":[],"why":"x"}""")]
    [InlineData("""{"type":"passcode","id":2,"bytes":"ACAAgAj//////////w==","places":[null],"why":"x"}""")]
    [InlineData("""{"type":"passcode","id":2,"bytes":"ACAAgAj//////////w==","places":[{"offset":1,"kind":"current"}],"why":"x"}""")]
    [InlineData("""{"type":"passcode","id":2,"bytes":"ACAAgAj//////////w==","places":[{"offset":-1,"kind":"current"}],"why":"x"}""")]
    [InlineData("""{"type":"passcode","id":2,"bytes":"ACAAgAj//////////w==","places":[{"offset":0,"kind":"puk"}],"why":"x"}""")]
    [InlineData("""{"type":"passcode","id":2,"bytes":"ACAAgA==","places":[{"offset":0,"kind":"current"}],"why":"x"}""")]
    [InlineData("""{"type":"passcode","id":2,"bytes":"ACAAgAj//////////w==","places":[{"offset":2147483647,"kind":"current"}],"why":"x"}""")]
    [InlineData("""{"type":"passcode","id":2,"bytes":"ACAAgAgAAAAAAAAAAAA=","places":[{"offset":0,"kind":"current"}],"why":"x"}""")]
    [InlineData("""{"type":"passcode","id":2,"bytes":"ACAAgAAACAAAAAAAAAAAAAA=","places":[{"offset":0,"kind":"current"}],"why":"x"}""")]
    [InlineData("""{"type":"done","outcome":"won","message":"x"}""")]
    public void What_is_not_exactly_a_message_of_the_service_is_refused(string text) =>
        Assert.Throws<CardProtocolException>(() => Wire.ReadFromService(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_message_of_more_than_64_KiB_is_refused_unread()
    {
        var text = """{"type":"cardGone"}""";

        Assert.IsType<CardGone>(Wire.ReadFromWorkstation(Encoding.UTF8.GetBytes(text.PadRight(64 * 1024))));
        Assert.Throws<CardProtocolException>(() => Wire.ReadFromWorkstation(Encoding.UTF8.GetBytes(text.PadRight((64 * 1024) + 1))));
        Assert.Throws<CardProtocolException>(() => Wire.ReadFromService(new byte[1_000_000]));
    }

    [Fact]
    public void The_largest_command_and_answer_fit_into_a_message()
    {
        Assert.True(Wire.Write(new Response(int.MaxValue, new byte[Wire.MaxCardBytes])).Length <= Wire.MaxMessageBytes);
        Assert.Throws<InvalidOperationException>(() => Wire.Write(new Response(1, new byte[Wire.MaxCardBytes + 1])));
    }

    [Fact]
    public void A_fault_never_repeats_what_was_sent()
    {
        var e = Assert.Throws<CardProtocolException>(() => Wire.ReadFromService("""{"type":"apdu","id":1,"bytes":"MTkzNzQ2","x":"193746"}"""u8.ToArray()));

        Assert.DoesNotContain("193746", e.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("MTkzNzQ2", e.ToString(), StringComparison.Ordinal);
    }

    private static void Same(string text, WorkstationMessage message)
    {
        Assert.Equal(text, Encoding.UTF8.GetString(Wire.Write(message)));
        Assert.Equal(text, Encoding.UTF8.GetString(Wire.Write(Wire.ReadFromWorkstation(Encoding.UTF8.GetBytes(text)))));
    }

    private static void Same(string text, ServiceMessage message)
    {
        Assert.Equal(text, Encoding.UTF8.GetString(Wire.Write(message)));
        Assert.Equal(text, Encoding.UTF8.GetString(Wire.Write(Wire.ReadFromService(Encoding.UTF8.GetBytes(text)))));
    }
}
