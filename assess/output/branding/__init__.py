"""An organisation's name, logo and colours, checked before anything is rendered."""
