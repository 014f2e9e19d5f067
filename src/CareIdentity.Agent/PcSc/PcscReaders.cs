using CareIdentity.Cards.Iso7816;
using CareIdentity.Cards.Workstation;

namespace CareIdentity.Agent.PcSc;

/// <summary>The readers of this workstation. A card is taken by one PC/SC transaction, from the first command of an operation to the reset at its end.</summary>
internal sealed class PcscReaders(IPcsc pcsc, TimeProvider clock) : ICardReaders
{
    /// <summary>How long another program may have the card before we say so.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <exception cref="CardReaderException">There is no PC/SC to ask.</exception>
    public ValueTask<IReadOnlyList<string>> ListAsync(CancellationToken ct) => new(Task.Run(
        () =>
        {
            using var context = PcscContext.Establish(pcsc);
            return context.Readers();
        },
        ct));

    public async ValueTask<ICardSession?> OpenAsync(string reader, CancellationToken ct)
    {
        var connection = await Task.Run(() => PcscConnection.Open(pcsc, reader), ct).ConfigureAwait(false);
        if (connection is null)
        {
            return null;
        }

        try
        {
            if (!await connection.BeginAsync(Patience, clock, ct).ConfigureAwait(false))
            {
                connection.Dispose();
                return null;
            }

            var features = PinPadFeatures.Ask(pcsc, connection.Card);

            // T=0 knows no extended length (ISO/IEC 7816-3 §12.2): it would have to be wrapped in ENVELOPE, which PIV cards need not have.
            var takesLong = connection.Protocol is PcscProtocol.T1 && features.CarriesLongCommands(pcsc, connection.Card);
            return features is { VerifyDirect: { } code }
                ? new PinPadSession(pcsc, connection, code, clock) { TakesLongCommands = takesLong }
                : new PcscSession(pcsc, connection, clock) { TakesLongCommands = takesLong };
        }
        catch (Exception e) when (e is ReaderInUseException or OperationCanceledException or CardProtocolException)
        {
            connection.DisposeWhenFree();
            throw;
        }
    }
}
