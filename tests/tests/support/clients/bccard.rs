//! BC Card.

use kpg::bccard::{
    Cancel, Client, ClientBuilder, CreateQr, Credentials, Currency, Environment, ImageFormat,
    LastTransaction, QrInfo, QrSubject, QrType, VerifyQr,
};
use kpg::runtime::{BaseUrl, PrivateKey};

use crate::Fault;
use crate::fixtures::{BCCARD_AFFILIATE_ID, BCCARD_API_KEY, key};

/// The text of a QR code.
const QR_DATA: &str = "0002010102121531260004102600041075112872400000026310014D41000000140100509000000001520472105303410540432515802KR5910CleanTopia6010KYUNGGI-DO610513204625603090000000010515MQ202090000979306081000011407080000000164210002ko0104비씨카드0203경기도630439F0";

/// A builder of a client of `bccard` at an address.
pub fn bccard(address: &str) -> Result<ClientBuilder, Fault> {
    let credentials = Credentials::builder()
        .api_key(BCCARD_API_KEY)
        .affiliate_id(BCCARD_AFFILIATE_ID)
        .private_key(PrivateKey::from_pem(&key("signing", "pkcs8")?)?)
        .build()?;
    Ok(Client::builder(
        Environment::Custom(BaseUrl::parse(address)?),
        credentials,
    )?)
}

/// A QR code that BC Card would make.
pub fn bccard_create_qr() -> Result<CreateQr, Fault> {
    Ok(CreateQr::builder()
        .subject(QrSubject::InstitutionAndMerchantNumber)
        .subject_value(["361", "7653937"])
        .qr_type(QrType::WithAmount)
        .amount(1_004)
        .currency(Currency::Krw)
        .affiliate_data("QR1873937")
        .image_size("200")
        .image_format(ImageFormat::Png)
        .api_transaction_id("kpg-20221108-0001")
        .build()?)
}

/// A question about a scanned QR code.
pub fn bccard_qr_info() -> Result<QrInfo, Fault> {
    Ok(QrInfo::builder()
        .affiliate_transaction_id("1182083830311")
        .qr_data(QR_DATA)
        .build()?)
}

/// A QR code that BC Card would call genuine.
pub fn bccard_verify_qr() -> Result<VerifyQr, Fault> {
    Ok(VerifyQr::builder().qr_data(QR_DATA).build()?)
}

/// A question about the last transaction of a QR code.
pub fn bccard_last_transaction() -> Result<LastTransaction, Fault> {
    Ok(LastTransaction::builder()
        .qr_reference_id("MQ2019900086199")
        .build()?)
}

/// A cancel that BC Card would take.
pub fn bccard_cancel() -> Result<Cancel, Fault> {
    Ok(Cancel::builder()
        .affiliate_transaction_id("11112234512")
        .approval_number("98181361")
        .original_time("20190916105353")
        .qr_reference_id("MQ2019900086179")
        .build()?)
}
